"""Passages to discuss: where one person differs from others who agree, and where people are divided most. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from campaigns.quality.figures.article_figures import ArticleFigures
from campaigns.quality.figures.end_to_end import Stretch, end_to_end
from reports.agreement.continuum import Array, Continuum, Units

# The share of the others who must agree.
MAJORITY = 2 / 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage ``[start, end)`` of an article (its id) that ``chosen`` of ``people`` gave ``tag``; "" is no highlight.

    If it is about one person, ``people`` are the others, and ``own`` are the person's tags there.
    """

    article: int
    start: int
    end: int
    tag: str
    chosen: int
    people: int
    own: tuple[str, ...] = ()

    @property
    def colour_tag(self) -> str:
        """Return the tag in whose colour the passage is shown."""
        return self.tag or self.own[0]


def differences(
    articles: Iterable[ArticleFigures],
    tags: Sequence[str],
    person: int,
    most: int,
    excluded: frozenset[int] = frozenset(),
) -> list[Passage]:
    """Return where ``person`` differs most clearly from the others, at most so many.

    That is where at least ``MAJORITY`` of the others, and two if there are two, chose a tag and the person none of it,
    or where the person highlighted what none of them did. Those on which most others agree come first, then those in
    the articles that come first.
    """
    rows = list(articles)
    found: list[tuple[int, int, Passage]] = []
    for place, article in enumerate(rows):
        layers = {
            one.person: one.units(tags) for one in article.hand_ins if one.person not in excluded - {person}
        }
        own = Continuum(article.length, [layers.pop(person)])
        if layers:
            others = Continuum(article.length, list(layers.values()))
            found += [(-one.chosen, place, one) for one in _differences(article.article, own, others, tags)]
    found.sort(key=lambda row: (row[0], row[1], row[2].start, row[2].tag))
    return [difference for _, _, difference in found[:most]]


def _differences(article: int, own: Continuum, others: Continuum, tags: Sequence[str]) -> Iterable[Passage]:
    own_units = [(tag, start, end) for tag in tags for start, end in _pairs(own.units(tag))]
    for tag in tags:
        for start, end, agreeing in _agreed(others, tag):
            there = {mine for mine, first, last in own_units if first < end and start < last}
            if tag not in there:
                yield Passage(article, start, end, tag, agreeing, others.readers, tuple(sorted(there)))
    marked = _pairs(others.any)
    for tag, start, end in own_units:
        if not any(first < end and start < last for first, last in marked):
            yield Passage(article, start, end, "", others.readers, others.readers, (tag,))


def _agreed(others: Continuum, tag: str) -> Iterable[tuple[int, int, int]]:
    """Yield (start, end, how many) of the passages that a majority of the others gave a tag."""
    needed = max(min(2, others.readers), int(np.ceil(MAJORITY * others.readers)))
    depth = others.depth(others.units(tag))
    for first, last in _runs(depth >= needed):
        yield int(others.cuts[first]), int(others.cuts[last]), int(depth[first:last].max())


def divided_passages(
    articles: Sequence[ArticleFigures],
    tags: Sequence[str],
    most: int,
    excluded: frozenset[int] = frozenset(),
) -> list[Passage]:
    """Return the passages that split people most evenly, at most so many, and at most one per article.

    The more people are split, and the more evenly, the higher a passage is: by the number of pairs of people of whom
    one gave it the tag and the other did not, then by its length.
    """
    found: list[tuple[int, int, Passage]] = []
    for stretch in end_to_end(articles, tags, excluded):
        for tag in tags:
            found += _divided(stretch, tag)
    found.sort(key=lambda row: (-row[0], -row[1], row[2].article, row[2].start))
    by_article: dict[int, Passage] = {}
    for _, _, passage in found:
        by_article.setdefault(passage.article, passage)
    return list(by_article.values())[:most]


def _divided(stretch: Stretch, tag: str) -> Iterable[tuple[int, int, Passage]]:
    """Yield (pairs, length, passage) of the most divided passage with the tag in each article."""
    continuum = stretch.continuum
    units = continuum.units(tag)
    if not len(units):
        return
    depth = continuum.depth(units).astype(int)
    pairs = depth * (continuum.readers - depth)
    # The longest piece of an article among those that split most pairs; pieces of one passage are nearly as long as it.
    order = np.lexsort((-continuum.pieces, -pairs, continuum.sentence))
    first = np.flatnonzero(np.diff(continuum.sentence[order], prepend=-1))
    starts = np.cumsum([0, *(article.length for article in stretch.articles)])
    for piece in order[first]:
        if pairs[piece]:
            number = int(continuum.sentence[piece])
            offset = int(starts[number])
            yield int(pairs[piece]), int(continuum.pieces[piece]), Passage(
                stretch.articles[number].article, int(continuum.cuts[piece]) - offset,
                int(continuum.cuts[piece + 1]) - offset, tag, int(depth[piece]), continuum.readers,
            )  # fmt: skip


def _runs(chosen: Array) -> list[tuple[int, int]]:
    """Return (first, after last) of each run of true values."""
    edges = np.flatnonzero(np.diff(chosen.astype(int), prepend=0, append=0))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _pairs(units: Units) -> list[tuple[int, int]]:
    return list(zip(units.start.tolist(), units.end.tolist(), strict=True))
