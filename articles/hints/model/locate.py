"""Find the words that a language model quotes in the text: its offsets are never trusted."""

from functools import cached_property

import regex

from articles.carrying.edges import is_grapheme_edge
from articles.hints.hint import Extent

SPACES = regex.compile(r"\s++")
# Models write quotation marks, apostrophes, dashes and spaces in one way, whatever the text has.
ALIKE = str.maketrans(
    dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("‐‑–—−", "-") | {"…": "..."}
)


# A quote that occurs more often says nothing about where it is meant.
MAX_OCCURRENCES = 100


class Quotes:
    """Finds quotes in the ``part`` of a text that the model has seen."""

    def __init__(self, text: str, part: Extent) -> None:
        self.text, self.part = text, part

    def find(self, quote: str, near: Extent | None = None) -> Extent | None:
        """Return where ``quote`` is, as code points; None if it is not in the text, or in several places.

        ``near``: of several places, take the one nearest to this passage.
        """
        quote = quote.strip()
        if not quote:
            return None
        found = _occurrences(self.text, quote, *self.part)
        if not found:
            folded, starts, ends = self._folded
            needle = _fold(quote, 0, len(quote))[0].strip()
            found = [
                (starts[start], ends[end - 1]) for start, end in _occurrences(folded, needle, 0, len(folded))
            ]
        found = [extent for extent in found if all(is_grapheme_edge(self.text, edge) for edge in extent)]
        if near is not None and found:
            return min(found, key=lambda extent: (distance(extent, near), extent))
        return found[0] if len(found) == 1 else None

    @cached_property
    def _folded(self) -> tuple[str, list[int], list[int]]:
        return _fold(self.text, *self.part)


def _occurrences(text: str, quote: str, begin: int, end: int) -> list[Extent]:
    """Return the first places of ``quote`` in ``text[begin:end]`` as whole words, without overlaps."""
    found: list[Extent] = []
    start = text.find(quote, begin, end) if quote else -1
    while start >= 0 and len(found) < MAX_OCCURRENCES:
        after = start + len(quote)
        if not (_joins(text[start - 1 : start], quote[0]) or _joins(quote[-1], text[after : after + 1])):
            found.append((start, after))
        start = text.find(quote, after, end)
    return found


def _joins(one: str, other: str) -> bool:
    """Return whether two neighbouring characters are of one word."""
    return one.isalnum() and other.isalnum()


def _fold(text: str, begin: int, end: int) -> tuple[str, list[int], list[int]]:
    """Return the text with one space for each run of white space and plain marks, and where each character was."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    offset = begin
    while offset < end:
        spaces = SPACES.match(text, offset, end)
        after = spaces.end() if spaces else offset + 1
        written = " " if spaces else text[offset].translate(ALIKE)
        parts.append(written)
        starts.extend([offset] * len(written))
        ends.extend([after] * len(written))
        offset = after
    return "".join(parts), starts, ends


def distance(extent: Extent, near: Extent) -> int:
    """Return the number of code points between two extents; 0 if they touch."""
    return max(near[0] - extent[1], extent[0] - near[1], 0)
