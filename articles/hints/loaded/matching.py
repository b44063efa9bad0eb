"""Find the words of an index in a document, the longest phrase first."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.hints.document import Document
from articles.hints.loaded.lexicon import GAP, Form, Index, without_possessive

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
    for form in index.get(without_possessive(document.words[token]), ()):
        last = _last_token(document, token, form)
        if last >= 0:
            match = Match(token, last, form)
            if form.entry.group is None or accepts(match):
                return match
    return None


def _last_token(document: Document, token: int, form: Form) -> int:
    """Return the last token to draw if the words after ``token`` are those of the form; else -1.

    What follows other words in a gap is not drawn.
    """
    last = token
    at, has_gap = token + 1, False
    for word in form.rest:
        if word == GAP:
            has_gap = True
        elif has_gap:
            found = _after_gap(document, at, word)
            if found < 0:
                return -1
            last = found if found == last + 1 else last
            at = found + 1
        elif at < len(document) and without_possessive(document.words[at]) == word:
            last, at = at, at + 1
        else:
            return -1
    return last


def _after_gap(document: Document, start: int, word: str) -> int:
    for token in range(start, min(start + MOST_BETWEEN + 1, len(document))):
        if without_possessive(document.words[token]) == word:
            return token
        if not document.is_word(token):
            return -1
    return -1
