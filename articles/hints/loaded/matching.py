"""Find the words of an index in a document, the longest phrase first."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.hints.document import Document
from articles.hints.loaded.lexicon import Form, Index, without_possessive

# Words that may stand in the gap of a phrase.
MOST_BETWEEN = 6


class Match(NamedTuple):
    """The tokens ``first`` to ``last``, both included, that are a form of an entry."""

    first: int
    last: int
    form: Form


def matches(document: Document, index: Index, accepts: Callable[[Match], bool]) -> Iterator[Match]:
    """Yield the longest accepted match at each token, without overlaps. A harmless phrase hides the words in it."""
    token = 0
    while token < len(document):
        match = _match_at(document, token, index, accepts)
        if match is None:
            token += 1
            continue
        if match.form.entry.group is not None:
            yield match
        token = match.last + 1


def _match_at(document: Document, token: int, index: Index, accepts: Callable[[Match], bool]) -> Match | None:
    most = index.longest(without_possessive(document.words[token]))
    words = tuple(without_possessive(word) for word in document.words[token : token + most])
    for length in range(len(words), 0, -1):
        for form in index[words[:length]]:
            last = _last_token(document, token + length - 1, form)
            if last >= 0:
                match = Match(token, last, form)
                if form.entry.group is None or accepts(match):
                    return match
    return None


def _last_token(document: Document, last: int, form: Form) -> int:
    """Return the last token to draw if what must follow in a gap after ``last`` does; else -1.

    What follows other words in a gap is not drawn.
    """
    at = last + 1
    for word in form.after_gap:
        found = _after_gap(document, at, word)
        if found < 0:
            return -1
        last = found if found == last + 1 else last
        at = found + 1
    return last


def _after_gap(document: Document, start: int, word: str) -> int:
    for token in range(start, min(start + MOST_BETWEEN + 1, len(document))):
        if without_possessive(document.words[token]) == word:
            return token
        if not document.is_word(token):
            return -1
    return -1
