"""The grammar of attribution in Spanish."""

from articles.hints.attribution.spanish.finding import find
from articles.hints.attribution.spanish.words.inflection import forms

__all__ = ["find", "forms"]
