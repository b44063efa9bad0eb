"""The article at a glance: how much of it carries which tag."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.codebook import Tag
from articles.words import Words
from reports.analysis.combine import Passage
from reports.layers import SpanAnnotation


@dataclass(frozen=True, slots=True)
class TagCount:
    """How much carries one tag. ``share`` is the part of the text's words under it, 0..1.

    ``marks`` are all that readers made, ``passages`` what enough of them agree on; ``thirds`` says how many of
    those begin in the first, the second and the last third of the text.
    """

    slug: str
    name: str
    plural: str
    passages: int
    marks: int
    words: int
    share: float
    per_100_words: float
    thirds: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """``share`` is the part of the words under any passage, 0..1."""

    readers: int
    marks: int
    passages: int
    words: int
    words_marked: int
    share: float
    per_100_words: float
    tags: tuple[TagCount, ...]


def summarize(
    words: Words,
    tags: Sequence[Tag],
    readers: int,
    marks: Sequence[SpanAnnotation],
    passages: Sequence[Passage],
) -> Summary:
    """All counts of the text as a whole."""
    marked = words.covered((p.start, p.end) for p in passages)
    return Summary(
        readers=readers,
        marks=len(marks),
        passages=len(passages),
        words=len(words),
        words_marked=marked,
        share=_part(marked, len(words)),
        per_100_words=100 * _part(len(passages), len(words)),
        tags=tuple(_count(tag, words, marks, [p for p in passages if p.tag == tag.slug]) for tag in tags),
    )


def _count(tag: Tag, words: Words, marks: Sequence[SpanAnnotation], passages: Sequence[Passage]) -> TagCount:
    covered = words.covered((p.start, p.end) for p in passages)
    third = max(1, words.length) / 3
    thirds = [0, 0, 0]
    for passage in passages:
        thirds[min(2, int(passage.start / third))] += 1
    return TagCount(
        tag.slug,
        tag.name,
        tag.plural,
        len(passages),
        sum(mark.tag == tag.slug for mark in marks),
        covered,
        _part(covered, len(words)),
        100 * _part(len(passages), len(words)),
        (thirds[0], thirds[1], thirds[2]),
    )


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0
