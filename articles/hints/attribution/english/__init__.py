"""The grammar of attribution in English."""

from articles.hints.attribution.english.find import find
from articles.hints.attribution.english.inflection import forms

__all__ = ["find", "forms"]
