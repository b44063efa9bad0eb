"""Several readers' annotations on one text as a continuum of units and gaps, which all measures are computed from.

Everything that a measure needs is a sum over the characters of the text, so that it can be computed per sentence and
the sentences resampled for an interval. A quantity of a whole unit (its square, its count) is spread over its
characters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# (start, end, tag): half open, code points.
Unit = tuple[int, int, str]
# How many pairs of units and readers are processed at a time: bounds the memory.
CHUNK = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units of one tag, or of any, as arrays of equal length, sorted by reader and position.

    ``[start, end)`` in code points; ``reader`` is the index of the reader. Two are equal if they are the same object.
    """

    start: Array
    end: Array
    reader: Array

    def __len__(self) -> int:
        return len(self.start)

    @property
    def size(self) -> Array:
        """Return the length of each unit in characters."""
        return self.end - self.start


class Continuum:
    """The units of all readers on a text of ``length`` characters.

    ``layers``: each reader's units, which may overlap or leave gaps. ``sentences``: the start of each sentence,
    beginning with 0.
    """

    def __init__(
        self, length: int, layers: Sequence[Iterable[Unit]], sentences: Sequence[int] = (0,)
    ) -> None:
        rows: dict[str, list[int]] = {}
        for reader, layer in enumerate(layers):
            for start, end, tag in layer:
                rows.setdefault(tag, []).extend((start, end, reader))
        arrays = {tag: np.array(numbers).reshape(-1, 3) for tag, numbers in rows.items()}
        self._fill(length, len(layers), arrays, sentences)

    @classmethod
    def from_rows(
        cls, length: int, readers: int, rows: Mapping[str, Array], sentences: Sequence[int] = (0,)
    ) -> "Continuum":
        """Return a continuum of what is in arrays already: by tag, a row (start, end, index of the reader) per unit."""
        continuum = cls.__new__(cls)
        continuum._fill(length, readers, rows, sentences)
        return continuum

    def _fill(self, length: int, readers: int, rows: Mapping[str, Array], sentences: Sequence[int]) -> None:
        self.length = length
        self.readers = readers
        self.tags = tuple(sorted(rows))
        self._rows = {tag: rows[tag] for tag in self.tags}
        edges = [rows_of_tag[:, :2].ravel() for rows_of_tag in self._rows.values()]
        self.cuts = distinct(np.concatenate([np.array([0, *sentences, length]), *edges]))
        self.pieces = np.diff(self.cuts)
        self.sentence = np.searchsorted(np.array(sentences), self.cuts[:-1], side="right") - 1
        self.sentences = len(sentences)
        self._numbers = np.zeros(length + 1, dtype=int)
        self._numbers[self.cuts] = np.arange(len(self.cuts))
        self._units: dict[str, Units] = {}
        self._depths: dict[Units, Array] = {}

    def units(self, tag: str) -> Units:
        """Return the units of one tag, with each reader's overlapping ones merged; units that only touch stay apart."""
        if tag not in self._units:
            self._units[tag] = _merged(self._rows.get(tag, np.empty((0, 3), dtype=int)), self.length)
        return self._units[tag]

    @cached_property
    def any(self) -> Units:
        """Return the merged units of all tags: annotated or not."""
        rows = [rows for rows in self._rows.values() if len(rows)]
        return _merged(np.concatenate(rows) if rows else np.empty((0, 3), dtype=int), self.length)

    @cached_property
    def sets(self) -> list[tuple[frozenset[str], Units]]:
        """Return (set of tags, units with exactly these tags), cutting each reader's text at all edges of their units.

        If nobody's own units overlap, these are the units themselves, by tag.
        """
        units_by_tag = [self.units(tag) for tag in self.tags]
        width = self.length + 1
        edges = [
            units.reader * width + offset for units in units_by_tag for offset in (units.start, units.end)
        ]
        if not edges:
            return []
        cuts = distinct(np.concatenate(edges))
        mask = np.zeros(len(cuts), dtype=np.int64)
        for bit, units in enumerate(units_by_tag):
            steps = np.bincount(
                np.searchsorted(cuts, units.reader * width + units.start), minlength=len(cuts)
            )
            steps -= np.bincount(np.searchsorted(cuts, units.reader * width + units.end), minlength=len(cuts))
            mask |= np.cumsum(steps) << bit
        result = []
        for value in np.unique(mask[mask > 0]):
            indices = np.flatnonzero(mask == value)
            reader = cuts[indices] // width
            tags = frozenset(tag for bit, tag in enumerate(self.tags) if value >> bit & 1)
            result.append(
                (tags, Units(cuts[indices] - reader * width, cuts[indices + 1] - reader * width, reader))
            )
        return result

    def drawn(self, tag: str) -> Units:
        """Return the units of one tag as readers drew them, each span once per reader."""
        rows = self._rows.get(tag, np.empty((0, 3), dtype=int))
        width = self.length + 1
        numbers = distinct((rows[:, 2] * width + rows[:, 0]) * width + rows[:, 1])
        reader_and_start, end = np.divmod(numbers, width)
        reader, start = np.divmod(reader_and_start, width)
        return Units(start, end, reader)

    def depth(self, units: Units) -> Array:
        """Return how many readers cover each piece of the text."""
        if units not in self._depths:
            self._depths[units] = self.density(units, np.ones(len(units)))
        return self._depths[units]

    def density(self, units: Units, weight: Array) -> Array:
        """Return for each piece of the text the sum of the weights of the units that cover it."""
        steps = np.bincount(self.cut_index(units.start), weight, len(self.cuts))
        steps -= np.bincount(self.cut_index(units.end), weight, len(self.cuts))
        # Weights were added and subtracted again: treat rounding errors as 0.
        sums = np.cumsum(steps)[:-1]
        return np.where(np.abs(sums) < 1e-9 * (1 + np.abs(weight).max(initial=0)), 0.0, sums)

    def spread(self, units: Units, weight: Array) -> Array:
        """Sum the units' weights by sentence, each spread evenly over the characters of its unit."""
        return self.by_sentence(self.density(units, weight / units.size))

    def by_sentence(self, weight: Array) -> Array:
        """Sum by sentence a weight per character that is given for each piece."""
        return np.bincount(self.sentence, weight * self.pieces, self.sentences)

    def cut_index(self, offsets: Array) -> Array:
        """Return the indices of the cuts at these offsets."""
        return self._numbers[offsets]

    @cached_property
    def intersections(self) -> list[tuple[frozenset[str], Array, Array, Array]]:
        """Return (tags, l_cc, l'_c, Q_c) by sentence for each value c of ``sets``, over what both of a pair annotated.

        l'_c counts the characters of c that another reader annotated with anything, Q_c the squares |g ∩ annotated|²
        of the units g of c.
        """
        values, others = self.sets, self.readers - 1
        any_depth = self.depth(self.any)
        squares = self._overlapped([units for _, units in values])
        result = []
        for (tags, units), unit_squares in zip(values, squares, strict=True):
            depth = self.depth(units)
            coincidences = self.by_sentence(depth * (depth - 1)) / others
            overlaps = self.by_sentence(depth * (any_depth - 1)) / others
            result.append((tags, coincidences, overlaps, self.spread(units, unit_squares) / others))
        return result

    def _overlapped(self, groups: Sequence[Units]) -> list[Array]:
        """Return for each unit g the sum over all other readers of |g ∩ annotated|², in characters."""
        if not groups:
            return []
        start, end = (np.concatenate([getattr(units, name) for units in groups]) for name in ("start", "end"))
        annotated_before = self._reached()
        first, last = self.cut_index(start), self.cut_index(end)
        spans, span_of_unit = np.unique(first * len(self.cuts) + last, return_inverse=True)
        sums = np.empty(len(spans))
        step = max(1, CHUNK // self.readers)
        for offset in range(0, len(spans), step):
            span_starts, span_ends = np.divmod(spans[offset : offset + step], len(self.cuts))
            overlaps = annotated_before[span_ends] - annotated_before[span_starts]
            sums[offset : offset + step] = np.einsum("ij,ij->i", overlaps, overlaps)
        # A unit lies completely within its own reader's annotations.
        squares = sums[span_of_unit] - (end - start).astype(float) ** 2
        return np.split(squares, np.cumsum([len(units) for units in groups])[:-1])

    def _reached(self) -> Array:
        """Return a ``(cuts, readers)`` array: how many characters each reader has annotated before each cut."""
        inside = np.zeros((len(self.cuts), self.readers), dtype=np.float32)
        starts = self.cut_index(self.any.start) * self.readers + self.any.reader
        ends = self.cut_index(self.any.end) * self.readers + self.any.reader
        steps = np.bincount(starts, minlength=inside.size) - np.bincount(ends, minlength=inside.size)
        inside[1:] = np.cumsum(steps.reshape(inside.shape), axis=0)[:-1] * self.pieces[:, None]
        return np.cumsum(inside, axis=0, dtype=np.float64)


def distinct(values: Array) -> Array:
    """Return the different values in order. Faster here than ``np.unique``, which hashes them."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


def _merged(rows: Array, length: int) -> Units:
    """Merge each reader's overlapping units in one sweep over the readers' texts laid end to end."""
    if not len(rows):
        empty = np.empty(0, dtype=int)
        return Units(empty, empty, empty)
    shift = rows[:, 2] * (length + 1)
    order = np.lexsort((-rows[:, 1], rows[:, 0] + shift))
    start, end = (rows[:, 0] + shift)[order], (rows[:, 1] + shift)[order]
    furthest_end = np.maximum.accumulate(end)
    first = np.concatenate([[True], start[1:] >= furthest_end[:-1]])
    last = np.concatenate([np.flatnonzero(first)[1:] - 1, [len(start) - 1]])
    reader = start[first] // (length + 1)
    return Units(start[first] - reader * (length + 1), furthest_end[last] - reader * (length + 1), reader)
