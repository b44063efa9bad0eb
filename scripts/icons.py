"""Draw the PNG icons of the installed app from static/icon.svg, in Chromium.

python scripts/icons.py
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scripts.browsers import find_chromium  # noqa: E402

FOLDER = ROOT / "static" / "icons"
SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512, "maskable-512.png": 512}
GROUND = "#0a5a5c"
# Systems cut a maskable icon to a circle or a square: only the middle is sure to be seen. iPhones round the corners.
MARGINS = {"maskable-512.png": 0.1, "icon-180.png": 0.0}


def main() -> None:
    """Write every icon."""
    svg = (ROOT / "static" / "icon.svg").read_text(encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for name, size in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            filled = name in MARGINS
            margin = round(size * MARGINS.get(name, 0))
            page.set_content(
                f"<style>body {{ margin: 0; background: {GROUND if filled else 'transparent'} }}"
                f"svg {{ display: block; margin: {margin}px; width: {size - 2 * margin}px }}</style>{svg}"
            )
            page.screenshot(path=FOLDER / name, omit_background=not filled)
        browser.close()


if __name__ == "__main__":
    main()
