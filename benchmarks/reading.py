"""Read all 5,000 annotations of one article through the API.

python -m benchmarks.reading
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.load import Load, Request, load
from benchmarks.marked import TOOLS, Marked
from benchmarks.table import Part, Row, percentile, publish

MARKS, SECONDS, ROUNDS = 5000, 6, 3
ZIPPED = {"Accept-Encoding": "gzip"}


def main() -> None:
    """Measure one server after the other."""
    results: dict[str, list[Load]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, start in TOOLS.items():
            with start(Path(folder) / name, MARKS) as marked:
                results[name] = measure(marked)
    middle = Row(
        "time", "ms, median",
        {name: [1000 * percentile(result.times, 0.5) for result in loads] for name, loads in results.items()},
        "a third of the better peer's", shown=0,
    )  # fmt: skip
    late = Row(
        "time", "ms, 95 %",
        {name: [1000 * percentile(result.times, 0.95) for result in loads] for name, loads in results.items()},
    )  # fmt: skip
    size = Row(
        "on the wire", "KB", {name: [loads[0].received / 1000] for name, loads in results.items()},
        "a fifth of the better peer's",
    )  # fmt: skip
    middle.met, size.met = (middle.ratio or 0) >= 3, (size.ratio or 0) >= 5
    publish(Part(f"Read {MARKS:,} marks through the API", [middle, late, size]))


def measure(marked: Marked) -> list[Load]:
    """Send requests with one client, after a first round that is not counted."""
    ask: Callable[[], Request] = lambda: ("GET", marked.list, None, marked.headers | ZIPPED)  # noqa: E731
    load(marked.port, 1, 1, ask)
    results = [load(marked.port, 1, SECONDS / ROUNDS, ask) for _ in range(ROUNDS)]
    assert not any(result.errors for result in results), results[0].errors[:1]
    return results


if __name__ == "__main__":
    main()
