"""The grammar of attribution in English."""

from articles.hints.attribution.english.grammar.inflection import forms
from articles.hints.attribution.english.rules.find import find

__all__ = ["find", "forms"]
