"""The sample article, in each language of the site."""

from pathlib import Path

from django.utils.translation import get_language

from articles.readers.text import read_text
from articles.text.draft import Draft

FOLDER = Path(__file__).parent
FALLBACK = "en"


def read_sample() -> Draft:
    """Return the sample in the language of the page, else in English."""
    path = FOLDER / f"sample.{(get_language() or FALLBACK)[:2]}.md"
    if not path.exists():
        path = FOLDER / f"sample.{FALLBACK}.md"
    return read_text(path.read_text(encoding="utf-8"))
