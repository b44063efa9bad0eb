"""How many readers lie over each stretch of the text, a tag at a time. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

import numpy as np

from reports.agreement.continuum import Array
from reports.layers import SpanAnnotation

# [start, end) in code points, and how many readers marked all of it.
CoverageRun = tuple[int, int, int]


class TagSpans:
    """Marks of one tag: ``start`` and ``end`` in code points, ``reader`` the number of theirs among these readers."""

    def __init__(self, marks: Sequence[SpanAnnotation]) -> None:
        self.marks = marks
        self.start, self.end = (
            np.fromiter(map(attrgetter(name), marks), int, len(marks)) for name in ("start", "end")
        )
        names = [mark.annotator for mark in marks]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self.reader = np.fromiter(map(numbers.__getitem__, names), int, len(marks))


def by_tag(marks: Iterable[SpanAnnotation]) -> dict[str, TagSpans]:
    """The marks of each tag, in order of the tags."""
    found: dict[str, list[SpanAnnotation]] = {}
    for mark in marks:
        found.setdefault(mark.tag, []).append(mark)
    return {tag: TagSpans(own) for tag, own in sorted(found.items())}


def reader_coverage(marked: Mapping[str, TagSpans]) -> dict[str, list[CoverageRun]]:
    """tag -> disjoint runs in the order of the text; a reader counts once on each letter."""
    return {tag: _runs(coverage_depth(own.start, own.end, own.reader)) for tag, own in marked.items()}


def coverage_depth(start: Array, end: Array, reader: Array) -> Array:
    """How many readers lie over each place, from 0 until the last end: each once, however often they lie there."""
    width = int(end.max()) + 1
    # All readers lie end to end, so that one sweep does.
    own = reader * width
    order = np.argsort(own + start)
    first, last = (own + start)[order], (own + end)[order]
    first[1:] = np.maximum(first[1:], np.maximum.accumulate(last)[:-1])
    new = first < last
    rises, falls = (np.bincount(edges[new] % width, minlength=width) for edges in (first, last))
    return np.cumsum(rises - falls)


def _runs(deep: Array) -> list[CoverageRun]:
    edges = np.flatnonzero(np.diff(deep, prepend=0))
    between = zip(edges[:-1].tolist(), edges[1:].tolist(), deep[edges[:-1]].tolist(), strict=True)
    return [run for run in between if run[2]]
