"""The summary of a report: how much of it has which tag."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.tag import Tag
from articles.words import Words
from reports.analysis.combine import Passage
from reports.layers import SpanAnnotation


@dataclass(frozen=True, slots=True)
class TagCount:
    """The counts of one tag. ``share`` is the share of the text's words under it, 0..1.

    ``marks`` are all annotations of readers, ``passages`` those that enough readers agree on; ``thirds`` is how many
    of the passages begin in the first, second and last third of the text.
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
    """The counts of the whole article. ``share`` is the share of its words under any passage, 0..1."""

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
    """Count the readers, annotations, passages and words of the text, in all and for each tag."""
    covered = words.covered((passage.start, passage.end) for passage in passages)
    return Summary(
        readers=readers,
        marks=len(marks),
        passages=len(passages),
        words=len(words),
        words_marked=covered,
        share=_ratio(covered, len(words)),
        per_100_words=100 * _ratio(len(passages), len(words)),
        tags=tuple(
            _count(tag, words, marks, [passage for passage in passages if passage.tag == tag.slug])
            for tag in tags
        ),
    )


def _count(tag: Tag, words: Words, marks: Sequence[SpanAnnotation], passages: Sequence[Passage]) -> TagCount:
    covered = words.covered((passage.start, passage.end) for passage in passages)
    third = max(1, words.length) / 3
    thirds = [0, 0, 0]
    for passage in passages:
        thirds[min(2, int(passage.start / third))] += 1
    return TagCount(
        tag.slug,
        tag.name,
        tag.plural,
        len(passages),
        sum(annotation.tag == tag.slug for annotation in marks),
        covered,
        _ratio(covered, len(words)),
        100 * _ratio(len(passages), len(words)),
        (thirds[0], thirds[1], thirds[2]),
    )


def _ratio(count: int, total: int) -> float:
    return count / total if total else 0.0
