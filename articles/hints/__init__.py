"""Cue hints: passages that a reader may want to look at, each with a reason. Computed from rules; pure.

``hints(text, language)`` asks each module in ``kinds/`` in turn. A kind reads the text through a ``Document`` and its
words from ``words/<language>/``. A hint is a question, never an annotation, and no number depends on it.
"""

from collections.abc import Iterable
from functools import cache

from articles.hints.document import Document
from articles.hints.hint import Hint
from articles.hints.kinds import Kind
from articles.hints.reason import Reason
from articles.hints.version import RULES_VERSION
from articles.hints.words import LANGUAGES, OwnWord
from articles.text.language import primary_subtag
from web.plugins import load_plugins

__all__ = ["LANGUAGES", "RULES_VERSION", "Hint", "OwnWord", "Reason", "has_rules", "hints", "kinds"]


def hints(text: str, language: str, own_words: Iterable[OwnWord] = ()) -> tuple[Hint, ...]:
    """Return the hints for a text, sorted by start; none in a language without rules (see ``has_rules``).

    Offsets are code points of ``text``. ``own_words`` are words that a team added to the list of loaded words.
    """
    if not has_rules(language):
        return ()
    document = Document(text, primary_subtag(language), tuple(own_words))
    found: list[Hint] = []
    for kind in kinds().values():
        found += kind.find(document, tuple(found))
    return tuple(sorted(found, key=lambda hint: (hint.start, hint.end, hint.tag, hint.reason.code)))


def has_rules(language: str) -> bool:
    """Return whether there are rules for texts in this language (BCP 47)."""
    return primary_subtag(language) in LANGUAGES


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of hints by slug, in the order in which they look at a text."""
    return load_plugins("articles.hints.kinds")
