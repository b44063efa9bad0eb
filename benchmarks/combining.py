"""Combine the annotations of 10, 100 and 1,000 readers of an article, 200 each, and measure their agreement.

python -m benchmarks.combining
"""

import time

from benchmarks.table import OURS, Part, Row, publish
from benchmarks.texts import TAGS, class_marks, text
from reports.agreement import agreement
from reports.analysis.combine import combine
from reports.layers import SpanAnnotation

READERS, MARKS, ROUNDS = (10, 100, 1000), 200, 3
BODY = text(1200)


def main() -> None:
    """Measure one size after the other."""
    times: dict[int, list[float]] = {}
    for readers in (*READERS, 2 * READERS[-1]):
        layers = make_layers(readers)
        times[readers] = [time_combining(layers) for _ in range(ROUNDS)]
    rows = [
        Row(f"{readers:,} readers × {MARKS} marks", "s", {OURS: times[readers]}, shown=3) for readers in READERS
    ]  # fmt: skip
    rows[-1].goal, rows[-1].met = "under 1", rows[-1].ours < 1
    double = min(times[2 * READERS[-1]]) / min(times[READERS[-1]])
    grown = Row(f"{2 * READERS[-1]:,} readers beside {READERS[-1]:,}", "times", {OURS: [double]}, shown=2)
    grown.goal, grown.met = "at most 2.2", double <= 2.2
    rows.append(grown)
    notes = [
        "Passages, and every measure that the report shows. pygamma-agreement takes 21 s for 10 readers × 15 marks, a "
        "naive unitizing alpha 2 s for 30 × 36. That the answers are the references’: tests/reports/agreement."
    ]
    publish(Part("Combine and measure", rows, notes))


def make_layers(readers: int) -> dict[str, list[SpanAnnotation]]:
    """Return annotations by reader."""
    return {
        f"r{reader}": [
            SpanAnnotation(f"{reader}-{number}", start, end, tag, BODY[start:end], f"r{reader}", "2026")
            for number, (start, end, tag) in enumerate(spans)
        ]
        for reader, spans in enumerate(class_marks(BODY, readers, MARKS))
    }


def time_combining(layers: dict[str, list[SpanAnnotation]]) -> float:
    """Return the seconds for combining and measuring."""
    started = time.perf_counter()
    combine(BODY, layers, len(layers) // 2 + 1)
    agreement(BODY, layers, TAGS)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
