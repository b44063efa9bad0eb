"""Combines what several readers marked into numbered passages: the words that enough of them put one tag on.

A passage agreed at k is a longest stretch whose every letter at least k readers marked, and over whose every joint
between two letters at least k readers' marks run on: marks that lie side by side stay two passages. Where that is
less than half of each mark there, marks only meet at their edges, and nothing is agreed. So boundaries within a word
of each other make one passage; the order of readers makes no difference; one reader more never takes a passage or a
reader behind it away; and what is agreed at k lies inside what is agreed at k - 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reports.agreement.continuum import Array
from reports.analysis.coverage import CoverageRun, TagSpans, by_tag, coverage_depth, reader_coverage
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class Passage:
    """What ``readers`` marked with one tag; ``number`` is its place in the report, from 1. ``share`` of all: 0..1."""

    number: int
    start: int
    end: int
    tag: str
    quote: str
    readers: tuple[str, ...]
    share: float
    marks: tuple[SpanAnnotation, ...]

    def said(self, detail: str) -> tuple[str, ...]:
        """The different texts that readers gave for a detail, each once, in order of the alphabet."""
        given = {str(mark.details[detail]).strip() for mark in self.marks if mark.details.get(detail)}
        return tuple(sorted(given - {""}))

    @property
    def notes(self) -> tuple[str, ...]:
        """The readers' notes, each once."""
        return tuple(sorted({mark.note.strip() for mark in self.marks} - {""}))


@dataclass(frozen=True, slots=True)
class Combined:
    """``reader_coverage``: tag -> disjoint runs of how many readers marked."""

    passages: tuple[Passage, ...]
    heat: dict[str, list[CoverageRun]]


def combine(
    text: str,
    by_reader: Mapping[str, Sequence[SpanAnnotation]],
    least: int,
    settled: Sequence[SpanAnnotation] = (),
) -> Combined:
    """The passages that ``minimum_readers`` readers or more agree on, in the order of the text, the longest first.

    What is ``settled`` stands whatever ``minimum_readers`` is: the team has agreed on it.
    """
    marked = by_tag(mark for own in by_reader.values() for mark in own)
    found = [(*what, len(by_reader)) for what in _spans_of_each_tag(text, marked, least)]
    found += [(*what, 1) for what in _spans_of_each_tag(text, by_tag(settled), 1)]
    found.sort(key=lambda passage: (passage[0], -passage[1], passage[2], passage[4]))
    passages = tuple(_passage(n, text, *what) for n, what in enumerate(found, 1))
    return Combined(passages, reader_coverage(marked))


def _spans_of_each_tag(
    text: str, marked: Mapping[str, TagSpans], least: int
) -> Iterator[tuple[int, int, str, list[SpanAnnotation]]]:
    for tag, own in marked.items():
        for stretch in agreed_spans(own, least):
            start, end = _strip_span(text, *stretch[:2])
            if start < end:
                yield start, end, tag, stretch[2]


def agreed_spans(own: TagSpans, least: int) -> list[tuple[int, int, list[SpanAnnotation]]]:
    """``(start, end, marks on it)`` of each stretch that ``minimum_readers`` readers put one and the same tag on."""
    begins, ends = _agreed_edges(own, least)
    # A mark lies on the stretches from the first that ends behind its start until the last that begins before its end.
    first = np.searchsorted(ends, own.start, side="right")
    many = np.maximum(np.searchsorted(begins, own.end) - first, 0)
    mark = np.repeat(np.arange(len(own.marks)), many)
    at = np.arange(len(mark)) + np.repeat(first - np.cumsum(many) + many, many)
    shared = np.minimum(own.end[mark], ends[at]) - np.maximum(own.start[mark], begins[at])
    held = np.zeros(len(begins), dtype=bool)
    held[at[2 * shared >= (own.end - own.start)[mark]]] = True
    behind = np.split(mark[np.argsort(at, kind="stable")], np.cumsum(np.bincount(at, minlength=len(begins))))
    return [
        (int(begins[n]), int(ends[n]), [own.marks[number] for number in behind[n].tolist()])
        for n in np.flatnonzero(held).tolist()
    ]


def _agreed_edges(own: TagSpans, least: int) -> tuple[Array, Array]:
    """Where the longest stretches begin and end on which ``minimum_readers`` readers lie throughout, in code points, in order."""
    # A joint between two letters is a place of its own, at twice the offset; a mark begins and ends between joints.
    enough = coverage_depth(2 * own.start + 1, 2 * own.end, own.reader) >= least
    edges = np.flatnonzero(np.diff(enough, prepend=False)) // 2
    return edges[::2], edges[1::2]


def _strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return start + left, max(start + left, end - (len(inner) - len(inner.rstrip())))


def _passage(
    number: int, text: str, start: int, end: int, tag: str, marks: Sequence[SpanAnnotation], people: int
) -> Passage:
    readers = tuple(sorted({mark.annotator for mark in marks}))
    ordered = tuple(sorted(marks, key=lambda m: (m.annotator, m.created, m.id)))
    return Passage(number, start, end, tag, text[start:end], readers, len(readers) / people, ordered)


ANYBODY, MAJORITY, ALL = "anybody", "majority", "all"


UNKNOWN_THRESHOLD = Message(
    "A threshold is “anybody”, “majority”, “all”, or a number of readers such as “3”; got “{given}”."
)


def minimum_readers(threshold: str, readers: int) -> int:
    """How many of ``readers`` people ``threshold`` asks for: at least one. Raises ``ValueError`` for what is none.

    The majority is more than half. A number may be larger than there are readers: nothing is agreed then.
    """
    named = {ANYBODY: 1, MAJORITY: readers // 2 + 1, ALL: max(1, readers)}
    if threshold in named:
        return named[threshold]
    if threshold.isascii() and threshold.isdecimal() and len(threshold) < 6 and int(threshold):
        return int(threshold)
    raise ValueError(UNKNOWN_THRESHOLD.format(given=threshold[:40]))
