"""The grammar of attribution in Spanish."""

from collections.abc import Iterable

from articles.hints.attribution.attribution import Attribution
from articles.hints.document import Document


def find(document: Document) -> Iterable[Attribution]:
    """Return the attributions in a Spanish text."""
    return ()


def forms(kind: str, word: str) -> tuple[str, ...]:
    """Return all forms of a word from the lists; ``kind`` is the name of the list, such as "verbs"."""
    return (word,)
