"""Which highlights of readers are about the same words as a hint."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from articles.hints.hint import Extent, Hint

Name = TypeVar("Name", bound=Hashable)


def extents(hint: Hint) -> set[Extent]:
    """Return what a highlight may touch to be about the same words: the passage, its further pieces, and the cue.

    Of an allegation, people highlight what is said; the cue often stands outside.
    """
    return {hint.cue, (hint.start, hint.end), *hint.details.get("pieces", ())}


def is_inside(hint: Hint, start: int, end: int) -> bool:
    """Return whether all of a hint is in ``[start, end)``, its source too: people may not see more of the text."""
    parts = extents(hint) | {hint.details.get("source") or hint.cue}
    return all(start <= first and last <= end for first, last in parts)


class TaggedSpans(Generic[Name]):
    """Highlights by tag, each ``[start, end)`` in code points with a name, in an order that is quick to search."""

    def __init__(self, spans: Iterable[tuple[str, int, int, Name]]) -> None:
        by_tag: dict[str, list[tuple[int, int, Name]]] = defaultdict(list)
        for tag, start, end, name in spans:
            by_tag[tag].append((start, end, name))
        self.spans = {
            tag: sorted(spans_of_tag, key=lambda span: span[:2]) for tag, spans_of_tag in by_tag.items()
        }
        # The furthest end so far grows along the text: bisecting finds the first span that ends after an offset.
        self.furthest_ends = {
            tag: list(accumulate((end for _, end, _ in spans_of_tag), max))
            for tag, spans_of_tag in self.spans.items()
        }

    def touching(self, hint: Hint) -> set[Name]:
        """Return the names of the highlights with the tag of the hint that touch it."""
        spans = self.spans.get(hint.tag, [])
        names: set[Name] = set()
        for start, end in extents(hint):
            first = bisect_right(self.furthest_ends.get(hint.tag, []), start)
            last = bisect_left(spans, end, key=lambda span: span[0])
            names.update(name for _, span_end, name in spans[first:last] if span_end > start)
        return names
