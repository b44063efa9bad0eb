"""Combines what several readers marked into numbered passages: the words that enough of them put one tag on.

A passage agreed at k is a longest stretch whose every letter at least k readers marked, and over whose every joint
between two letters at least k readers' marks run on: marks that lie side by side stay two passages. Where that is
less than half of each mark there, marks only meet at their edges, and nothing is agreed. So boundaries within a word
of each other make one passage; the order of readers makes no difference; one reader more never takes a passage or a
reader behind it away; and what is agreed at k lies inside what is agreed at k - 1.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.heat import Run, heat, steps_of
from reports.layers import Mark


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
    marks: tuple[Mark, ...]

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
    """``heat``: tag -> disjoint runs of how many readers marked."""

    passages: tuple[Passage, ...]
    heat: dict[str, list[Run]]


def combine(
    text: str, by_reader: Mapping[str, Sequence[Mark]], least: int, settled: Sequence[Mark] = ()
) -> Combined:
    """The passages that ``least`` readers or more agree on, in the order of the text, the longest first.

    What is ``settled`` stands whatever ``least`` is: the team has agreed on it.
    """
    marks = [mark for own in by_reader.values() for mark in own]
    found = [(*what, len(by_reader)) for what in _of_each_tag(text, marks, least)]
    found += [(*what, 1) for what in _of_each_tag(text, settled, 1)]
    found.sort(key=lambda passage: (passage[0], -passage[1], passage[2], passage[4]))
    passages = tuple(_passage(n, text, *what) for n, what in enumerate(found, 1))
    return Combined(passages, heat(marks))


def _of_each_tag(text: str, marks: Sequence[Mark], least: int) -> Iterator[tuple[int, int, str, list[Mark]]]:
    by_tag: dict[str, list[Mark]] = {}
    for mark in marks:
        by_tag.setdefault(mark.tag, []).append(mark)
    for tag, own in by_tag.items():
        for stretch in agreed(own, least):
            start, end = _stripped(text, *stretch[:2])
            if start < end:
                yield start, end, tag, stretch[2]


def agreed(marks: Iterable[Mark], least: int) -> list[tuple[int, int, list[Mark]]]:
    """``(start, end, marks on it)`` of each stretch that ``least`` readers put one and the same tag on."""
    # Of many readers many mark the same words: each span is looked up once.
    by_span: dict[tuple[int, int], list[Mark]] = {}
    own: dict[str, list[tuple[int, int]]] = {}
    for mark in marks:
        start, end = span = mark.start, mark.end
        by_span.setdefault(span, []).append(mark)
        # A joint between two letters is a place of its own, at twice the offset; a mark begins and ends between joints.
        own.setdefault(mark.annotator, []).append((2 * start + 1, 2 * end))
    stretches = _levels(own.values(), least)
    behind: list[list[Mark]] = [[] for _ in stretches]
    holds = [False] * len(stretches)
    for (start, end), same in by_span.items():
        for at, held in _touched(start, end, stretches):
            behind[at] += same
            holds[at] = holds[at] or held
    return [(*stretches[n], behind[n]) for n in range(len(stretches)) if holds[n]]


def _touched(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, bool]]:
    """The numbers of the stretches that a mark lies on, and whether at least half of the mark does."""
    at = max(0, bisect_left(stretches, (start,)) - 1)
    while at < len(stretches) and stretches[at][0] < end:
        shared = min(end, stretches[at][1]) - max(start, stretches[at][0])
        if shared > 0:
            yield at, 2 * shared >= end - start
        at += 1


def _levels(readers: Iterable[list[tuple[int, int]]], least: int) -> list[tuple[int, int]]:
    """The longest stretches on which ``least`` readers lie throughout, in code points, in order.

    Of each reader the spans, in joints.
    """
    steps = steps_of(readers)
    found, depth, since = [], 0, -1
    for at in sorted(steps):
        before, depth = depth, depth + steps[at]
        if before < least <= depth:
            since = at
        elif depth < least <= before:
            found.append((since // 2, at // 2))
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return start + left, max(start + left, end - (len(inner) - len(inner.rstrip())))


def _passage(
    number: int, text: str, start: int, end: int, tag: str, marks: Sequence[Mark], people: int
) -> Passage:
    readers = tuple(sorted({mark.annotator for mark in marks}))
    ordered = tuple(sorted(marks, key=lambda m: (m.annotator, m.created, m.id)))
    return Passage(number, start, end, tag, text[start:end], readers, len(readers) / people, ordered)
