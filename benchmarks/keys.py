"""From a key press to its highlight on a page with many: milliseconds of script in a Chromium slowed down four times.

python -m benchmarks.keys
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.chromium import DRAWN, chromium, visited
from benchmarks.marked import in_ours
from benchmarks.table import OURS, Part, Row, percentile, publish

CASES, KEYS, SLOWED = (1_000, 5_000), 200, 4
PROBE = """() => {
  window.spent = 0;
  const timed = (work) => (...given) => {
    const at = performance.now();
    work(...given);
    window.spent += performance.now() - at;
  };
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (work) => frame(timed(work));
  let began = 0;
  window.addEventListener("keydown", () => { began = performance.now(); }, true);
  window.addEventListener("keydown", () => { window.spent += performance.now() - began; });
}"""


def main() -> None:
    """Measure with few annotations and with many."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for count in CASES:
            with (
                in_ours(Path(folder) / str(count), count) as marked,
                visited(browser, marked) as (page, _seen),
            ):
                spent = key_times(page)
            for share, label in ((0.5, "median"), (0.95, "95 %")):
                rows.append(
                    Row(f"{count:,} marks", f"ms, {label}", {OURS: [percentile(spent, share)]}, shown=1)
                )
            rows[-1].goal, rows[-1].met = "under 16", rows[-1].ours < 16
    notes = [
        f"{KEYS} keys each. Peers have no key that marks a word; from the mouse’s release to paint, not slowed, "
        "doccano took 170–400 ms with 1,000 marks, Potato 104–200, Label Studio 700–1,200."
    ]
    publish(Part("A key press to its highlight", rows, notes))


def key_times(page: Page) -> list[float]:
    """Move on by a word and annotate it, repeatedly; return the milliseconds of each."""
    page.wait_for_load_state("networkidle")
    page.evaluate(PROBE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.locator("[data-cursor]").focus()
    times = []
    for number in range(KEYS):
        page.keyboard.press("ArrowRight")
        page.evaluate(DRAWN)
        page.evaluate("window.spent = 0")
        page.keyboard.press("1234"[number % 4])
        page.evaluate(DRAWN)
        times.append(page.evaluate("window.spent"))
    return times


if __name__ == "__main__":
    main()
