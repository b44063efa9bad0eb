"""Check the program that reads scans and photos."""

from collections.abc import Iterator

from articles.sandbox.scans import find_tesseract, installed_languages
from operations.checks import Problem


class TextRecognition:
    """Tesseract and its languages. A site can do without."""

    slug, order = "text-recognition", 6

    @property
    def title(self) -> str:
        """Return what can be read: the title is all that is said of a site without Tesseract."""
        languages = ", ".join(installed_languages()) or "none, since Tesseract is not installed"
        return f"Languages in which scans and photos are read: {languages}"

    def run(self) -> Iterator[Problem]:
        """Yield a problem if Tesseract is there, but cannot read any language."""
        if find_tesseract() and not installed_languages():
            yield (
                "Tesseract is installed without any language: scans and photos are refused.",
                "On Debian and Ubuntu, run: apt-get install tesseract-ocr-eng tesseract-ocr-spa",
            )
