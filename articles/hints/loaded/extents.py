"""Ask quickly whether a passage overlaps one of many others."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from articles.hints.hint import Extent, Hint


class Extents:
    """Some extents of a text, in any order; they may overlap."""

    def __init__(self, extents: Iterable[Extent]) -> None:
        pairs = sorted(extents)
        self._starts = [start for start, _ in pairs]
        self._furthest = list(accumulate((end for _, end in pairs), max))

    def overlap(self, start: int, end: int) -> bool:
        """Return whether one of the extents has a character in ``[start, end)``."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._furthest[before] > start


def hinted(hints: Iterable[Hint]) -> Extents:
    """Return the extents of hints, with the further pieces of what is said."""
    return Extents(
        extent for hint in hints for extent in ((hint.start, hint.end), *hint.details.get("pieces", ()))
    )
