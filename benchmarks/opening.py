"""Open an article with many annotations cold in a real Chromium: time until the last of them is shown.

python -m benchmarks.opening
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError

from benchmarks.chromium import MAX_WAIT, Opened, chromium, visited
from benchmarks.marked import TOOLS, Marked
from benchmarks.table import OURS, Part, Row, publish

CASES, OPENINGS = (100, 1_000, 5_000), 2


def main() -> None:
    """Measure one tool after the other."""
    results: dict[int, dict[str, list[Opened]]] = {count: {} for count in CASES}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name, start in TOOLS.items():
            for count in CASES:
                with start(Path(folder) / f"{name} {count}", count) as marked:
                    results[count][name] = opened(browser, marked)
    rows = []
    for count, tools in results.items():
        times = {name: [opening.time for opening in openings] for name, openings in tools.items()}
        rows.append(Row(f"{count:,} marks", "ms to the last one", times, "a fifth of the better peer's"))
    for row in rows:
        row.met = (row.ratio or 0) >= 5
    few = results[CASES[0]]
    requests = Row("requests", "", {name: [times[-1].requests] for name, times in few.items()}, "12")
    sent = {name: [times[-1].code / 1000] for name, times in few.items()}
    code = Row("scripts and styles", "KB compressed", sent, "under 60")
    growth = rows[-1].ours / rows[0].ours
    grown = Row("5,000 marks beside 100", "times", {OURS: [growth]}, "at most 1.5", growth <= 1.5, shown=2)
    requests.met, code.met = requests.ours <= 12, code.ours < 60
    notes = [
        f"{MAX_WAIT // 1000} s stand for a page that was not done by then. doccano draws only the lines in view; "
        "all others draw all marks. The service worker is left out."
    ]
    publish(Part("Open an article in Chromium", [*rows, grown, requests, code], notes))


def opened(browser: Browser, marked: Marked) -> list[Opened]:
    """Open the page repeatedly; the first time is not counted, because servers warm up."""
    openings = []
    for number in range(OPENINGS + 1):
        try:
            with visited(browser, marked) as (_page, opening):
                if number:
                    openings.append(opening)
        except TimeoutError:
            return [Opened(MAX_WAIT, 0, 0)]
    return openings


if __name__ == "__main__":
    main()
