"""How many readers annotated each stretch of the text, tag by tag. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

import numpy as np

from reports.agreement.continuum import Array
from reports.layers import SpanAnnotation

# [start, end) in code points, and how many readers annotated all of it.
CoverageRun = tuple[int, int, int]


class TagSpans:
    """Annotations of one tag as arrays: ``start`` and ``end`` in code points, ``reader`` the index of the reader."""

    def __init__(self, annotations: Sequence[SpanAnnotation]) -> None:
        self.annotations = annotations
        self.start, self.end = (
            np.fromiter(map(attrgetter(name), annotations), int, len(annotations))
            for name in ("start", "end")
        )
        names = [annotation.annotator for annotation in annotations]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self.reader = np.fromiter(map(numbers.__getitem__, names), int, len(annotations))


def by_tag(annotations: Iterable[SpanAnnotation]) -> dict[str, TagSpans]:
    """Return tag -> its annotations, sorted by tag."""
    annotations_by_tag: dict[str, list[SpanAnnotation]] = {}
    for annotation in annotations:
        annotations_by_tag.setdefault(annotation.tag, []).append(annotation)
    return {tag: TagSpans(group) for tag, group in sorted(annotations_by_tag.items())}


def reader_coverage(spans_by_tag: Mapping[str, TagSpans]) -> dict[str, list[CoverageRun]]:
    """Return tag -> disjoint runs in text order; a reader counts once for each character."""
    return {
        tag: _runs(coverage_depth(spans.start, spans.end, spans.reader))
        for tag, spans in spans_by_tag.items()
    }


def coverage_depth(start: Array, end: Array, reader: Array) -> Array:
    """Return how many readers cover each position up to the last end, each reader counted once."""
    width = int(end.max()) + 1
    # Lay the readers' texts end to end, so that one sweep handles all of them.
    offset = reader * width
    order = np.argsort(offset + start)
    first, last = (offset + start)[order], (offset + end)[order]
    first[1:] = np.maximum(first[1:], np.maximum.accumulate(last)[:-1])
    new = first < last
    rises, falls = (np.bincount(edges[new] % width, minlength=width) for edges in (first, last))
    return np.cumsum(rises - falls)


def _runs(depth: Array) -> list[CoverageRun]:
    edges = np.flatnonzero(np.diff(depth, prepend=0))
    runs = zip(edges[:-1].tolist(), edges[1:].tolist(), depth[edges[:-1]].tolist(), strict=True)
    return [run for run in runs if run[2]]
