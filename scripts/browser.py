"""Finds the browser that the tests drive, and gets one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is Chromium without its own windows and buttons: a page opens in half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
HOW = (
    "The tests need Chromium or Chrome. On Debian: sudo apt-get install chromium-headless-shell. "
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


def wanted() -> bool:
    """Whether to get one: there is none, or a faster one is to be had for the asking."""
    if os.environ.get("CHROMIUM") or shutil.which(NAMES[0]):
        return False
    return _takes_packages() or not find()


def get() -> None:
    """Install one: Debian's package as root on Debian, else Playwright's own."""
    if not _takes_packages():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
        return
    subprocess.run(["apt-get", "update", "-q"], check=True)
    for name in NAMES[:2]:
        if subprocess.run(["apt-get", "install", "-y", "-q", name], check=False).returncode == 0:
            return


def _takes_packages() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


if __name__ == "__main__":
    try:
        if wanted():
            get()
    except (subprocess.CalledProcessError, OSError) as error:
        if not find():
            sys.exit(f"{HOW} (Trying to get one failed: {error})")
    if not find():
        sys.exit(HOW)
