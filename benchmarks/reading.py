"""All 5,000 marks of one article through the API.

python -m benchmarks.reading
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.load import Asked, Load, load
from benchmarks.marked import TOOLS, Marked
from benchmarks.table import Part, Row, percentile, publish

MARKS, SECONDS, ROUNDS = 5000, 6, 3
ZIPPED = {"Accept-Encoding": "gzip"}


def main() -> None:
    """One server after the other."""
    found: dict[str, list[Load]] = {}
    with tempfile.TemporaryDirectory() as place:
        for name, start in TOOLS.items():
            with start(Path(place) / name, MARKS) as marked:
                found[name] = asked(marked)
    middle = Row(
        "time", "ms, median",
        {name: [1000 * percentile(each.times, 0.5) for each in loads] for name, loads in found.items()},
        "a third of the better peer's", shown=0,
    )  # fmt: skip
    late = Row(
        "time", "ms, 95 %",
        {name: [1000 * percentile(each.times, 0.95) for each in loads] for name, loads in found.items()},
    )  # fmt: skip
    size = Row(
        "on the wire", "KB", {name: [loads[0].received / 1000] for name, loads in found.items()},
        "a fifth of the better peer's",
    )  # fmt: skip
    middle.met, size.met = (middle.ratio or 0) >= 3, (size.ratio or 0) >= 5
    publish(Part(f"Read {MARKS:,} marks through the API", [middle, late, size]))


def asked(marked: Marked) -> list[Load]:
    """Again and again, by one client, after a first round that is not counted."""
    ask: Callable[[], Asked] = lambda: ("GET", marked.list, None, marked.headers | ZIPPED)  # noqa: E731
    load(marked.port, 1, 1, ask)
    found = [load(marked.port, 1, SECONDS / ROUNDS, ask) for _ in range(ROUNDS)]
    assert not any(each.errors for each in found), found[0].errors[:1]
    return found


if __name__ == "__main__":
    main()
