"""Where a span may begin and end: not in the middle of a word or of a character as readers see it."""

from collections.abc import Callable, Sequence

import regex

# A grapheme is looked for this far around an offset, and a word is completed by as many characters.
REACH = 64
GRAPHEME = regex.compile(r"\X")


def is_word_edge(text: str, offset: int) -> bool:
    """Return whether ``offset`` is not between two letters or digits."""
    return not (0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum())


def is_grapheme_edge(text: str, offset: int) -> bool:
    """Return whether ``offset`` is not within a character as readers see it."""
    if not 0 < offset < len(text):
        return True
    first = max(0, offset - REACH)
    return any(match.start() == offset - first for match in GRAPHEME.finditer(text[first : offset + REACH]))


def fit_span(text: str, start: int, end: int, old_text: str, old: tuple[int, int]) -> tuple[int, int] | None:
    """Return ``[start, end)`` of ``text`` without blanks at its ends, on whole words and graphemes; None if blank.

    An edge stays in the middle of a word, on a blank or within a grapheme where that of ``old_text[old]`` was, too.
    """
    old_quote = old_text[slice(*old)]
    if old_quote[:1].strip():
        start += len(text[start:end]) - len(text[start:end].lstrip())
    if old_quote[-1:].strip():
        end -= len(text[start:end]) - len(text[start:end].rstrip())
    if not text[start:end].strip():
        return None
    for is_edge in (is_word_edge, is_grapheme_edge):
        if is_edge(old_text, old[0]):
            start = _first(text, range(start, max(-1, start - REACH - 1), -1), is_edge, start)
        if is_edge(old_text, old[1]):
            end = _first(text, range(end, min(len(text), end + REACH) + 1), is_edge, end)
    return start, end


def _first(text: str, offsets: Sequence[int], is_edge: Callable[[str, int], bool], otherwise: int) -> int:
    """Return the first of the offsets that is an edge."""
    return next((offset for offset in offsets if is_edge(text, offset)), otherwise)
