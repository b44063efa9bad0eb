"""How a reporting word stands to what is said: it keeps its distance, endorses it, or is neutral."""

from functools import cache
from importlib import import_module

from articles.hints.words import word_list

NEUTRAL, DISTANCES, ENDORSES = "neutral", "distances", "endorses"
FOLDERS = {"en": "english", "es": "spanish"}


@cache
def stance_by_base(language: str) -> dict[str, str]:
    """Return the stance of each base form of ``reporting_verbs.toml``. Words that are not listed are neutral."""
    stances = word_list(language, "reporting_verbs")["stance"]
    return {word: stance for stance in (NEUTRAL, ENDORSES, DISTANCES) for word in stances.get(stance, ())}


@cache
def stance_by_form(language: str) -> dict[str, str]:
    """Return the stance of every form of every reporting word.

    Where two words share a form, the one that is not neutral counts.
    """
    grammar = import_module(f"articles.hints.attribution.{FOLDERS[language]}")
    words = word_list(language, "reporting_verbs")
    stances = stance_by_base(language)
    listed = [
        (kind, word)
        for kind in ("verbs", "nouns", "adverbs", "adjectives", "phrases")
        for group in words.get(kind, {}).values()
        for word in group
    ]
    forms = {word: NEUTRAL for kind, word in listed for word in grammar.forms(kind, word)}
    for wanted in (NEUTRAL, ENDORSES, DISTANCES):
        forms |= {word: wanted for word, stance in stances.items() if stance == wanted}
        forms |= {
            form: wanted
            for kind, word in listed
            if stances.get(word) == wanted
            for form in grammar.forms(kind, word)
        }
    return forms
