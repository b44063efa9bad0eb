"""Several readers' marks on one text as a continuum of units and gaps, for every measure to read.

Everything a measure needs is a sum over the letters of the text, so that it can be taken sentence by sentence and the
sentences drawn anew for an interval. A quantity of a whole unit (its square, its count) is spread over its letters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# (start, end, tag): half open, code points.
Unit = tuple[int, int, str]
# Of pairs of units and readers, how many are worked out at a time: bounds the memory.
CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one tag, or of any, as arrays of one length:

    ``[start, end)`` and whose, in order of reader and place.
    """

    start: Array
    end: Array
    reader: Array

    def __len__(self) -> int:
        return len(self.start)

    @property
    def size(self) -> Array:
        """The letters of each unit."""
        return self.end - self.start


class Continuum:
    """``layers``: for each reader their units. ``sentences``: where they begin, from 0. Overlaps and gaps are fine."""

    def __init__(
        self, length: int, layers: Sequence[Iterable[Unit]], sentences: Sequence[int] = (0,)
    ) -> None:
        self.length = length
        self.readers = len(layers)
        rows: dict[str, list[int]] = {}
        for reader, layer in enumerate(layers):
            for start, end, tag in layer:
                rows.setdefault(tag, []).extend((start, end, reader))
        self.tags = tuple(sorted(rows))
        self._rows = {tag: np.array(rows[tag]).reshape(-1, 3) for tag in self.tags}
        edges = [found[:, :2].ravel() for found in self._rows.values()]
        self.cuts = distinct(np.concatenate([np.array([0, *sentences, length]), *edges]))
        self.pieces = np.diff(self.cuts)
        self.sentence = np.searchsorted(np.array(sentences), self.cuts[:-1], side="right") - 1
        self.sentences = len(sentences)
        self._numbers = np.zeros(length + 1, dtype=int)
        self._numbers[self.cuts] = np.arange(len(self.cuts))
        self._units: dict[str, Units] = {}

    def units(self, tag: str) -> Units:
        """The units of one tag, each reader's overlapping ones merged; what only touches stays apart."""
        if tag not in self._units:
            self._units[tag] = _merged(self._rows.get(tag, np.empty((0, 3), dtype=int)), self.length)
        return self._units[tag]

    @cached_property
    def any(self) -> Units:
        """Units of whatever tag, merged: marked at all or not."""
        rows = [rows for rows in self._rows.values() if len(rows)]
        return _merged(np.concatenate(rows) if rows else np.empty((0, 3), dtype=int), self.length)

    @cached_property
    def sets(self) -> list[tuple[frozenset[str], Units]]:
        """Each reader's text cut wherever a unit of theirs begins or ends: the units by the tags that lie on them.

        Where nobody's own units overlap, these are the units themselves, by tag.
        """
        own = [self.units(tag) for tag in self.tags]
        width = self.length + 1
        edges = [units.reader * width + offset for units in own for offset in (units.start, units.end)]
        if not edges:
            return []
        cuts = distinct(np.concatenate(edges))
        mask = np.zeros(len(cuts), dtype=np.int64)
        for bit, units in enumerate(own):
            steps = np.bincount(
                np.searchsorted(cuts, units.reader * width + units.start), minlength=len(cuts)
            )
            steps -= np.bincount(np.searchsorted(cuts, units.reader * width + units.end), minlength=len(cuts))
            mask |= np.cumsum(steps) << bit
        found = []
        for value in np.unique(mask[mask > 0]):
            at = np.flatnonzero(mask == value)
            reader = cuts[at] // width
            tags = frozenset(tag for bit, tag in enumerate(self.tags) if value >> bit & 1)
            found.append((tags, Units(cuts[at] - reader * width, cuts[at + 1] - reader * width, reader)))
        return found

    def drawn(self, tag: str) -> Units:
        """The units of one tag as they were drawn, each span once a reader."""
        rows = self._rows.get(tag, np.empty((0, 3), dtype=int))
        width = self.length + 1
        numbers = distinct((rows[:, 2] * width + rows[:, 0]) * width + rows[:, 1])
        reader_and_start, end = np.divmod(numbers, width)
        reader, start = np.divmod(reader_and_start, width)
        return Units(start, end, reader)

    def depth(self, units: Units) -> Array:
        """How many readers lie over each piece of the text."""
        return self.density(units, np.ones(len(units)))

    def density(self, units: Units, weight: Array) -> Array:
        """For each piece of the text the sum of the weights of the units that lie over it."""
        steps = np.bincount(self.place(units.start), weight, len(self.cuts))
        steps -= np.bincount(self.place(units.end), weight, len(self.cuts))
        # Sums of what was added and taken off again: next to nothing is nothing.
        found = np.cumsum(steps)[:-1]
        return np.where(np.abs(found) < 1e-9 * (1 + np.abs(weight).max(initial=0)), 0.0, found)

    def spread(self, units: Units, worth: Array) -> Array:
        """By sentence: each unit's worth, shared out over its letters."""
        return self.by_sentence(self.density(units, worth / units.size))

    def by_sentence(self, a_letter: Array) -> Array:
        """By sentence: the sum over its letters of what each piece's letters are worth."""
        return np.bincount(self.sentence, a_letter * self.pieces, self.sentences)

    def place(self, offsets: Array) -> Array:
        """The numbers of the cuts at these offsets."""
        return self._numbers[offsets]

    @cached_property
    def intersections(self) -> list[tuple[frozenset[str], Array, Array, Array]]:
        """By sentence, of each value c of ``sets``: l_cc, l'_c and Q_c, over the letters that both of a pair marked.

        l' counts the letters of c that another marked with anything, Q the squares |g ∩ marked|² of units g of c.
        """
        values, pairs = self.sets, self.readers - 1
        anything = self.depth(self.any)
        squares = self._overlapped([units for _, units in values])
        found = []
        for (tags, units), worth in zip(values, squares, strict=True):
            depth = self.depth(units)
            same = self.by_sentence(depth * (depth - 1)) / pairs
            met = self.by_sentence(depth * (anything - 1)) / pairs
            found.append((tags, same, met, self.spread(units, worth) / pairs))
        return found

    def _overlapped(self, groups: Sequence[Units]) -> list[Array]:
        """For each unit g the sum over all other readers of |g ∩ marked|², in letters."""
        if not groups:
            return []
        start, end = (np.concatenate([getattr(units, name) for units in groups]) for name in ("start", "end"))
        reached = self._reached()
        first, last = self.place(start), self.place(end)
        spans, whose = np.unique(first * len(self.cuts) + last, return_inverse=True)
        found = np.empty(len(spans))
        step = max(1, CHUNK // self.readers)
        for at in range(0, len(spans), step):
            begins, ends = np.divmod(spans[at : at + step], len(self.cuts))
            shared = reached[ends] - reached[begins]
            found[at : at + step] = np.einsum("ij,ij->i", shared, shared)
        # A unit lies wholly in what its own reader marked.
        squares = found[whose] - (end - start).astype(float) ** 2
        return np.split(squares, np.cumsum([len(units) for units in groups])[:-1])

    def _reached(self) -> Array:
        """``(cuts, readers)``: how many letters each reader has marked before each cut."""
        inside = np.zeros((len(self.cuts), self.readers), dtype=np.float32)
        at = self.place(self.any.start) * self.readers + self.any.reader
        until = self.place(self.any.end) * self.readers + self.any.reader
        steps = np.bincount(at, minlength=inside.size) - np.bincount(until, minlength=inside.size)
        inside[1:] = np.cumsum(steps.reshape(inside.shape), axis=0)[:-1] * self.pieces[:, None]
        return np.cumsum(inside, axis=0, dtype=np.float64)


def distinct(values: Array) -> Array:
    """Each value once, in order. NumPy's own ``unique`` hashes, which of mostly different values is the slower way."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


def _merged(rows: Array, length: int) -> Units:
    """Each reader's overlapping units as one. All readers lie end to end, so that one sweep does."""
    if not len(rows):
        none = np.empty(0, dtype=int)
        return Units(none, none, none)
    shift = rows[:, 2] * (length + 1)
    order = np.lexsort((-rows[:, 1], rows[:, 0] + shift))
    start, end = (rows[:, 0] + shift)[order], (rows[:, 1] + shift)[order]
    reached = np.maximum.accumulate(end)
    first = np.concatenate([[True], start[1:] >= reached[:-1]])
    last = np.concatenate([np.flatnonzero(first)[1:] - 1, [len(start) - 1]])
    reader = start[first] // (length + 1)
    return Units(start[first] - reader * (length + 1), reached[last] - reader * (length + 1), reader)
