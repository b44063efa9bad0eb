"""Combines several readers' annotations into numbered passages: the words that enough of them gave the same tag.

A passage at threshold k is a longest stretch in which at least k readers annotated every character, and at least k
readers' annotations continue across every boundary between two characters: annotations that lie side by side stay two
passages. If the stretch is less than half of every annotation on it, the annotations only meet at their edges, and
nothing is agreed. So annotations whose boundaries differ by a word make one passage; the order of readers makes no
difference; one more reader never removes a passage or a reader from one; and every passage at a higher threshold lies
inside one at a lower threshold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reports.agreement.continuum import Array
from reports.analysis.coverage import CoverageRun, TagSpans, by_tag, coverage_depth, reader_coverage
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message
from web.values import parse_int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that ``readers`` gave the same tag.

    ``number`` is its position in the report, from 1; ``share`` is the share of all readers, 0..1.
    """

    number: int
    start: int
    end: int
    tag: str
    quote: str
    readers: tuple[str, ...]
    share: float
    marks: tuple[SpanAnnotation, ...]

    def detail_values(self, detail: str) -> tuple[str, ...]:
        """Return the different values that readers gave for a detail, sorted."""
        values = {
            str(annotation.details[detail]).strip()
            for annotation in self.marks
            if annotation.details.get(detail)
        }
        return tuple(sorted(values - {""}))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the readers' different notes, sorted."""
        return tuple(sorted({annotation.note.strip() for annotation in self.marks} - {""}))


@dataclass(frozen=True, slots=True)
class Combined:
    """The passages; and ``heat``: tag -> disjoint runs with the number of readers who annotated them."""

    passages: tuple[Passage, ...]
    heat: dict[str, list[CoverageRun]]


def combine(
    text: str,
    by_reader: Mapping[str, Sequence[SpanAnnotation]],
    least: int,
    adjudicated: Sequence[SpanAnnotation] = (),
) -> Combined:
    """Return the passages that at least ``least`` readers agree on, in text order, longest first.

    Adjudicated annotations always become passages: the team has agreed on them.
    """
    by_reader_tag = by_tag(annotation for annotations in by_reader.values() for annotation in annotations)
    spans = [(*span, len(by_reader)) for span in _spans_of_each_tag(text, by_reader_tag, least)]
    spans += [(*span, 1) for span in _spans_of_each_tag(text, by_tag(adjudicated), 1)]
    spans.sort(key=lambda passage: (passage[0], -passage[1], passage[2], passage[4]))
    passages = tuple(_passage(n, text, *span) for n, span in enumerate(spans, 1))
    return Combined(passages, reader_coverage(by_reader_tag))


def _spans_of_each_tag(
    text: str, spans_by_tag: Mapping[str, TagSpans], least: int
) -> Iterator[tuple[int, int, str, list[SpanAnnotation]]]:
    for tag, spans in spans_by_tag.items():
        for agreed in agreed_spans(spans, least):
            start, end = _strip_span(text, *agreed[:2])
            if start < end:
                yield start, end, tag, agreed[2]


def agreed_spans(spans: TagSpans, least: int) -> list[tuple[int, int, list[SpanAnnotation]]]:
    """Return ``(start, end, annotations on it)`` of each stretch that at least ``least`` readers annotated.

    ``spans`` are the annotations of one tag.
    """
    begins, ends = _agreed_edges(spans, least)
    # An annotation lies on the stretches from the first ending after its start to the last beginning before its end.
    first = np.searchsorted(ends, spans.start, side="right")
    count = np.maximum(np.searchsorted(begins, spans.end) - first, 0)
    annotation = np.repeat(np.arange(len(spans.annotations)), count)
    stretch = np.arange(len(annotation)) + np.repeat(first - np.cumsum(count) + count, count)
    overlap = np.minimum(spans.end[annotation], ends[stretch]) - np.maximum(
        spans.start[annotation], begins[stretch]
    )
    is_agreed = np.zeros(len(begins), dtype=bool)
    is_agreed[stretch[2 * overlap >= (spans.end - spans.start)[annotation]]] = True
    annotations_by_stretch = np.split(
        annotation[np.argsort(stretch, kind="stable")], np.cumsum(np.bincount(stretch, minlength=len(begins)))
    )
    return [
        (
            int(begins[n]),
            int(ends[n]),
            [spans.annotations[number] for number in annotations_by_stretch[n].tolist()],
        )
        for n in np.flatnonzero(is_agreed).tolist()
    ]


def _agreed_edges(spans: TagSpans, least: int) -> tuple[Array, Array]:
    """Return the starts and the ends of the longest stretches that at least ``least`` readers annotated throughout."""
    # Twice the offset is the boundary between two characters, an odd number a character: an annotation does not cover
    # the boundary at which it starts or ends.
    is_agreed = coverage_depth(2 * spans.start + 1, 2 * spans.end, spans.reader) >= least
    edges = np.flatnonzero(np.diff(is_agreed, prepend=False)) // 2
    return edges[::2], edges[1::2]


def _strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return start + left, max(start + left, end - (len(inner) - len(inner.rstrip())))


def _passage(
    number: int,
    text: str,
    start: int,
    end: int,
    tag: str,
    annotations: Sequence[SpanAnnotation],
    reader_total: int,
) -> Passage:
    readers = tuple(sorted({annotation.annotator for annotation in annotations}))
    ordered = tuple(
        sorted(annotations, key=lambda annotation: (annotation.annotator, annotation.created, annotation.id))
    )
    return Passage(number, start, end, tag, text[start:end], readers, len(readers) / reader_total, ordered)


ANYBODY, MAJORITY, ALL = "anybody", "majority", "all"


UNKNOWN_THRESHOLD = Message(
    "“threshold” must be “anybody”, “majority”, “all” or a number of readers such as “3”, not “{given}”."
)


def minimum_readers(threshold: str, readers: int) -> int:
    """Return how many of ``readers`` people the threshold requires, at least 1.

    The majority is more than half. A number may exceed the number of readers: then nothing is agreed. Raise
    ``ValueError`` with a translatable message if the threshold is invalid.
    """
    named = {ANYBODY: 1, MAJORITY: readers // 2 + 1, ALL: max(1, readers)}
    if threshold in named:
        return named[threshold]
    if number := parse_int(threshold, minimum=1, maximum=99_999):
        return number
    raise ValueError(UNKNOWN_THRESHOLD.format(given=threshold[:40]))
