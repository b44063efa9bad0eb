"""The grammar of attribution in English."""

from collections.abc import Iterable

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.inflection import forms
from articles.hints.document import Document

__all__ = ["find", "forms"]


def find(document: Document) -> Iterable[Attribution]:
    """Return the attributions in an English text."""
    return ()
