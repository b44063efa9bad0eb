"""Install Tesseract, with which the tests read scans, if it is missing: python -m scripts.tesseract"""

import subprocess
import sys

from articles.sandbox.scans import installed_languages
from scripts.browsers import can_install_packages

# The tests read English and Spanish.
LANGUAGES = {"eng", "spa"}
MISSING = (
    "The tests need Tesseract with English and Spanish. On Debian: sudo apt-get install tesseract-ocr "
    "tesseract-ocr-spa. On macOS: brew install tesseract tesseract-lang."
)


def main() -> None:
    """Install Debian's packages as root on Debian; exit with what to do if a language is missing afterwards."""
    if set(installed_languages()) >= LANGUAGES:
        return
    if can_install_packages():
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-q", "tesseract-ocr", "tesseract-ocr-spa"], check=True)
    if not set(installed_languages()) >= LANGUAGES:
        sys.exit(MISSING)


if __name__ == "__main__":
    main()
