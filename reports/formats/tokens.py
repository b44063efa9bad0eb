"""Cut a text into tokens that end wherever an annotation begins or ends. Pure."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from articles.words import WORD
from reports.layers import SpanAnnotation


class Token(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


def tokens(text: str, edges: set[int]) -> list[Token]:
    """Return the words, and every other character but white space. A token ends at each of the ``edges``."""
    offsets: list[tuple[int, int]] = []
    inner = sorted(edges)
    previous_end = 0
    spans = [match.span() for match in WORD.finditer(text)]
    for start, end in [*spans, (len(text), len(text))]:
        offsets += [(i, i + 1) for i in range(previous_end, start) if not text[i].isspace()]
        if start < end:
            first = bisect_right(inner, start)
            offsets += pairwise((start, *inner[first : bisect_left(inner, end, first)], end))
        previous_end = end
    return [Token(*span) for span in offsets]


def edges_of(annotations: list[SpanAnnotation]) -> set[int]:
    """Return every offset at which an annotation begins or ends."""
    return {edge for annotation in annotations for edge in (annotation.start, annotation.end)}
