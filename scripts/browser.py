"""Finds the browser that the tests drive, and gets one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
HOW = (
    "The tests need Chromium or Chrome. On Debian or Ubuntu: sudo apt-get install chromium. "
    "Elsewhere install Chrome, or set CHROMIUM to the path of the browser."
)


def find() -> str | None:
    """The path of a Chromium or Chrome: the variable CHROMIUM, the PATH, the usual places, Playwright's own."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *PLACES, _playwrights_own()]
    return next((path for path in candidates if path and Path(path).exists()), None)


def _playwrights_own() -> str | None:
    """Where ``playwright install chromium`` puts its browser."""
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or _cache() / "ms-playwright")
    found = sorted(home.glob("chromium-*/chrome-*/*hrome*"))
    return next((str(path) for path in reversed(found) if os.access(path, os.X_OK) and path.is_file()), None)


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"])
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def get() -> None:
    """Install one: Debian's package as root on Debian, else Playwright's own."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    try:
        if not find():
            get()
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"{HOW} (Trying to get one failed: {error})")
    if not find():
        sys.exit(HOW)
