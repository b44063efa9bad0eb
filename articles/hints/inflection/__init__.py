"""The inflected forms of words and phrases, generated from their base form. Nothing is ever stemmed."""

from functools import lru_cache

from articles.hints.inflection import english, spanish

Forms = tuple[tuple[str, str], ...]
INFLECT = {"en": english.inflect, "es": spanish.inflect}


def inflect(phrase: str, part: str, language: str) -> Forms:
    """Return pairs of a grammatical form, such as "plural", and the ``phrase`` in it; the usual spelling comes first.

    ``part`` is its part of speech: "nouns", "verbs", "adjectives", or anything else for what has one form.
    """
    return tuple(INFLECT[language](phrase, part))


@lru_cache(maxsize=10_000)
def in_form(phrase: str, part: str, language: str, form: str) -> str:
    """Return the ``phrase`` in a grammatical form, or "" if it has none."""
    return dict(reversed(inflect(phrase, part, language))).get(form, "")
