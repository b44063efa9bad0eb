"""Quotation marks around one to three words in small letters."""

from collections.abc import Iterator

from articles.hints.document import Document

MOST_WORDS = 3
# Single quotation marks, which close with an apostrophe.
SINGLE = {"'": "'", "‘": "’"}


def short_quotations(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the first and the last token, both marks, of each short quotation in small letters."""
    for quotation in document.quotations:
        first = document.token_at(quotation.start)
        last = _mark_after(document, first)
        if last and document.ends[last] == quotation.end:
            yield first, last
    for first, mark in enumerate(document.raw):
        if mark in SINGLE and (first == 0 or document.starts[first] > document.ends[first - 1]):
            last = _mark_after(document, first)
            if last and document.raw[last] == SINGLE[mark]:
                yield first, last


def _mark_after(document: Document, first: int) -> int:
    """Return the first token after ``first`` and one to three words in small letters; 0 if there are more or none.

    A full stop before the closing mark is passed over.
    """
    token = first + 1
    while token < len(document) and token - first <= MOST_WORDS and _is_small_word(document.raw[token]):
        token += 1
    if token == first + 1:
        return 0
    if token + 1 < len(document) and document.raw[token] == ".":
        token += 1
    return token if token < len(document) and not document.is_word(token) else 0


def _is_small_word(word: str) -> bool:
    return word.islower() and not any(letter.isdigit() for letter in word)
