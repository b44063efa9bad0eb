"""An article with many marks, opened cold in a real Chromium: until the last of them is there.

python -m benchmarks.opening
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError

from benchmarks.chromium import LONGEST, Opened, chromium, visited
from benchmarks.marked import TOOLS, Marked
from benchmarks.table import OURS, Part, Row, publish

CASES, OPENINGS = (100, 1_000, 5_000), 2


def main() -> None:
    """One tool after the other."""
    found: dict[int, dict[str, list[Opened]]] = {count: {} for count in CASES}
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        for name, start in TOOLS.items():
            for count in CASES:
                with start(Path(place) / f"{name} {count}", count) as marked:
                    found[count][name] = opened(browser, marked)
    rows = []
    for count, tools in found.items():
        times = {name: [each.time for each in seen] for name, seen in tools.items()}
        rows.append(Row(f"{count:,} marks", "ms to the last one", times, "a fifth of the better peer's"))
    for row in rows:
        row.met = (row.ratio or 0) >= 5
    few = found[CASES[0]]
    requests = Row("requests", "", {name: [times[-1].requests] for name, times in few.items()}, "12")
    sent = {name: [times[-1].code / 1000] for name, times in few.items()}
    code = Row("scripts and styles", "KB compressed", sent, "under 60")
    growth = rows[-1].ours / rows[0].ours
    grown = Row("5,000 marks beside 100", "times", {OURS: [growth]}, "at most 1.5", growth <= 1.5, shown=2)
    requests.met, code.met = requests.ours <= 12, code.ours < 60
    notes = [
        f"{LONGEST // 1000} s stand for a page that was not done by then. doccano draws only the lines in view; "
        "all others draw all marks. The service worker is left out."
    ]
    publish(Part("Open an article in Chromium", [*rows, grown, requests, code], notes))


def opened(browser: Browser, marked: Marked) -> list[Opened]:
    """The first one is not counted: servers warm up."""
    found = []
    for number in range(OPENINGS + 1):
        try:
            with visited(browser, marked) as (_page, seen):
                if number:
                    found.append(seen)
        except TimeoutError:
            return [Opened(LONGEST, 0, 0)]
    return found


if __name__ == "__main__":
    main()
