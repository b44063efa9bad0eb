"""Find the browsers that the tests drive, and install them if they are missing.

python scripts/browsers.py chromium
python scripts/browsers.py firefox
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is Chromium without its own windows and buttons: pages open in half the time.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
CHROMIUM_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
CHROMIUM_MISSING = (
    "The tests need Chromium or Chrome. On Debian: sudo apt-get install chromium-headless-shell. "
    "Elsewhere install Chrome, or set CHROMIUM to the path of the browser."
)
FIREFOX_NAMES = ("firefox-esr", "firefox")
FIREFOX_PATHS = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
)
FIREFOX_MISSING = (
    "These tests need Firefox. On Debian: sudo apt-get install firefox-esr. "
    "Elsewhere install Firefox, or set FIREFOX to the path of the browser."
)


def find_chromium() -> str | None:
    """Return the path of Chromium or Chrome: from CHROMIUM, the PATH, the usual places, or Playwright's own."""
    candidates = [
        os.environ.get("CHROMIUM"),
        *map(shutil.which, CHROMIUM_NAMES),
        *CHROMIUM_PATHS,
        _playwright_chromium(),
    ]
    return next((path for path in candidates if path and Path(path).exists()), None)


def find_firefox() -> str | None:
    """Return the path of Firefox: from FIREFOX, the PATH, or the usual places."""
    candidates = [os.environ.get("FIREFOX"), *map(shutil.which, FIREFOX_NAMES), *FIREFOX_PATHS]
    return next((path for path in candidates if path and Path(path).exists()), None)


def install_chromium() -> None:
    """Install Debian's package as root on Debian, else Playwright's browser, unless there is the fastest one."""
    if os.environ.get("CHROMIUM") or shutil.which(CHROMIUM_NAMES[0]):
        return
    if can_install_packages():
        subprocess.run(["apt-get", "update", "-q"], check=True)
        for name in CHROMIUM_NAMES[:2]:
            if subprocess.run(["apt-get", "install", "-y", "-q", name], check=False).returncode == 0:
                return
    elif not find_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def install_firefox() -> None:
    """Install Debian's package if there is no Firefox; only root on Debian can."""
    if not find_firefox() and can_install_packages():
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-q", "firefox-esr"], check=True)


def _playwright_chromium() -> str | None:
    """Return where ``playwright install chromium`` puts its browser."""
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or _cache_dir() / "ms-playwright")
    paths = sorted(home.glob("chromium-*/chrome-*/*hrome*"), reverse=True)
    return next((str(path) for path in paths if os.access(path, os.X_OK) and path.is_file()), None)


def _cache_dir() -> Path:
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"])
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def can_install_packages() -> bool:
    """Return whether this is root on Debian or Ubuntu."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def main(browser: str) -> None:
    """Install the browser if need be; exit with what to do if it is missing afterwards."""
    install, find, missing = {
        "chromium": (install_chromium, find_chromium, CHROMIUM_MISSING),
        "firefox": (install_firefox, find_firefox, FIREFOX_MISSING),
    }[browser]
    failure = ""
    try:
        install()
    except (subprocess.CalledProcessError, OSError) as error:
        failure = f" (Installing it failed: {error})"
    if not find():
        sys.exit(missing + failure)


if __name__ == "__main__":
    main(sys.argv[1])
