"""The sums of each hand-in against the others of its article, in time that is linear in the spans. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from campaigns.quality.figures.article_figures import ArticleFigures
from campaigns.quality.figures.end_to_end import Stretch, end_to_end
from reports.agreement import all_measures
from reports.agreement.continuum import Array, Continuum, Units
from reports.agreement.measure import SummableMeasure

# The columns: characters, characters that both have, Σ|g|², units, and the shares of units that the other side has.
(
    OWN,
    OTHERS,
    BOTH,
    OWN_SQUARES,
    OTHERS_SQUARES,
    OWN_UNITS,
    OTHERS_UNITS,
    OWN_SHARES,
    OTHERS_SHARES,
    PEERS_BOTH,
) = range(10)


@dataclass(frozen=True, slots=True)
class HandInSums:
    """A row per hand-in on an article that at least two people handed in. All arrays have one entry or row per hand-in.

    ``sums`` is ``(rows, tags + 1, 10)``: a table of the columns above for each tag, and last for any tag. "Others" is
    the mean of the other hand-ins of the article, and ``PEERS_BOTH`` is what two of them share on average. ``readers``
    is the number of hand-ins of the article, ``article`` its place in the list.
    """

    person: Array
    article: Array
    length: Array
    readers: Array
    handed_in: Array
    sums: Array

    def rows(self, chosen: Array) -> "HandInSums":
        """Return some of the rows, given by their numbers or a mask."""
        return HandInSums(*(getattr(self, name)[chosen] for name in self.__slots__))

    def __len__(self) -> int:
        return len(self.person)


def hand_in_sums(
    articles: Sequence[ArticleFigures], tags: Sequence[str], excluded: frozenset[int] = frozenset()
) -> HandInSums:
    """Return the sums of all hand-ins of people who are not ``excluded``, by article and person."""
    parts = [_of_stretch(stretch, tags) for stretch in end_to_end(articles, tags, excluded)]
    empty = [np.empty(0, dtype=int)] * 5
    columns = (
        [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
        if parts
        else [*empty, np.empty((0, len(tags) + 1, 10))]
    )
    table = HandInSums(*columns)
    return table.rows(np.lexsort((table.person, table.article)))


def measure(slug: str) -> SummableMeasure:
    """Return one of the measures whose sums are here."""
    found = all_measures()[slug]
    if not isinstance(found, SummableMeasure):
        raise TypeError(f"{slug} is not computed from sums")
    return found


def sums_for(slug: str, table: HandInSums, tags: Sequence[int], peers: bool = False) -> Array:
    """Return the sums that the measure needs, of each hand-in with the others as two readers: ``(rows, k)``.

    ``tags`` are numbers of tags. ``peers``: of the others among one another, for ``tagging`` alone.
    """
    columns = np.moveaxis(table.sums[:, [-1] if slug == "marking" else list(tags)], -1, 0)
    if slug == "letters":
        return np.stack([2 * columns[BOTH].sum(1), (columns[OWN] + columns[OTHERS]).sum(1)], axis=1)
    if slug == "overlap":
        shares = columns[OWN_SHARES] + columns[OTHERS_SHARES]
        return np.stack([shares.sum(1), (columns[OWN_UNITS] + columns[OTHERS_UNITS]).sum(1)], axis=1)
    own = OTHERS if peers else OWN
    squares = columns[OTHERS_SQUARES] + columns[OTHERS_SQUARES if peers else OWN_SQUARES]
    annotated, both = columns[own] + columns[OTHERS], 2 * columns[PEERS_BOTH if peers else BOTH]
    neither = 2 * (table.length[:, None] - annotated) + both
    rows = np.stack([annotated, both, neither, squares], axis=2).reshape(len(table), 4 * annotated.shape[1])
    return np.concatenate([2 * table.length[:, None], rows], axis=1)


def _of_stretch(stretch: Stretch, tags: Sequence[str]) -> tuple[Array, ...]:
    continuum = stretch.continuum
    readers = continuum.readers
    hand_ins = [hand_in for row in stretch.hand_ins for hand_in in row]
    sums = [_of_units(continuum, units) for units in _units(continuum, tags)]
    return (
        np.array([one.person for one in hand_ins]),
        np.repeat(stretch.indices, readers),
        np.repeat([article.length for article in stretch.articles], readers),
        np.full(len(hand_ins), readers),
        np.array([one.handed_in for one in hand_ins]),
        np.stack(sums, axis=1),
    )


def _units(continuum: Continuum, tags: Sequence[str]) -> Iterator[Units]:
    yield from (continuum.units(tag) for tag in tags)
    yield continuum.any


def _of_units(continuum: Continuum, units: Units) -> Array:
    """Return the columns of each hand-in for these units, ``(hand-ins, 10)``: by article, then by reader."""
    readers, others = continuum.readers, continuum.readers - 1
    first, last = continuum.cut_index(units.start), continuum.cut_index(units.end)
    row = continuum.sentence[first] * readers + units.reader

    def within(density: Array) -> Array:
        """Return for each unit the sum of a weight per character over its own characters."""
        before = np.concatenate([[0.0], np.cumsum(density * continuum.pieces)])
        sums: Array = before[last] - before[first]
        return sums

    def total(weight: Array) -> Array:
        """Sum a weight of each unit by hand-in, as ``(articles, readers)``."""
        return np.bincount(row, weight, continuum.sentences * readers).reshape(-1, readers)

    def of_others(own: Array) -> Array:
        means: Array = (own.sum(axis=1, keepdims=True) - own) / others
        return means

    size = units.size.astype(float)
    # A unit lies within itself once.
    shared = within(continuum.depth(units)) - size
    own, squares, count, both = (
        total(size),
        total(size**2),
        total(np.ones(len(units))),
        total(shared) / others,
    )
    covered = total(within(continuum.density(units, 1 / size)) - 1) / others
    pairs = both.sum(axis=1, keepdims=True) - 2 * both
    columns = [
        own, of_others(own), both, squares, of_others(squares), count, of_others(count),
        total(shared / size) / others, covered, pairs / max(1, others - 1),
    ]  # fmt: skip
    return np.stack(columns, axis=2).reshape(-1, len(columns))
