"""Finds the Firefox that `make firefox` drives, and gets Debian's where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("firefox-esr", "firefox")
PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
)
HOW = (
    "These tests need Firefox. On Debian: sudo apt-get install firefox-esr. "
    "Elsewhere install Firefox, or set FIREFOX to the path of the browser."
)


def find() -> str | None:
    """The path of a Firefox: the variable FIREFOX, the PATH, the usual places."""
    candidates = [os.environ.get("FIREFOX"), *map(shutil.which, NAMES), *PLACES]
    return next((path for path in candidates if path and Path(path).exists()), None)


def get() -> None:
    """Install Debian's package; only root on Debian can."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-q", "firefox-esr"], check=True)


if __name__ == "__main__":
    try:
        if not find():
            get()
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"{HOW} (Trying to get one failed: {error})")
    if not find():
        sys.exit(HOW)
