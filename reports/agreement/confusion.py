"""Which tag one reader gave where another gave which: tag against tag, with "unmarked" as a row and a column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.agreement.continuum import Array, Continuum

UNMARKED = ""


@dataclass(frozen=True, slots=True)
class Confusion:
    """``shares[i][j]``: of the characters that one reader gave ``rows[i]``, the share that another gave ``rows[j]``.

    A row adds up to 1, or is all 0 if nobody used the tag. ``letters`` is the number of characters behind each row,
    per other reader. The last row and column, ``""``, is text without annotation.
    """

    rows: tuple[str, ...]
    letters: tuple[float, ...]
    shares: tuple[tuple[float, ...], ...]


def confusion(continuum: Continuum, tags: tuple[str, ...]) -> Confusion:
    """Compute the confusion table over all ordered pairs of readers and all characters.

    If the other reader has the tag as well, that is agreement, whatever other tags they have there. If not, the
    character counts in equal parts for the tags that only the other reader has there, or as unmarked if there are
    none.
    """
    rows = (*tags, UNMARKED)
    depths = [(frozenset[str](), continuum.readers - continuum.depth(continuum.any))]
    depths += [(tag_set, continuum.depth(units)) for tag_set, units in continuum.sets]
    counts = np.array([depth for _, depth in depths])
    pairs = (counts * continuum.pieces) @ counts.T
    pairs -= np.diag((counts * continuum.pieces).sum(axis=1))
    table = np.zeros((len(rows), len(rows)))
    for i, (first_tags, _) in enumerate(depths):
        for j, (other_tags, _) in enumerate(depths):
            for tag in first_tags or {UNMARKED}:
                agrees = tag in other_tags or (not first_tags and not other_tags)
                columns = {tag} if agrees else (other_tags - first_tags) or {UNMARKED}
                for other in columns:
                    table[rows.index(tag), rows.index(other)] += pairs[i, j] / len(columns)
    return _confusion(rows, table / max(1, continuum.readers - 1))


def pooled(tables: Sequence[Confusion]) -> Confusion:
    """Return the table over the texts of all ``tables``, which have the same rows."""
    sums = [np.array(table.shares) * np.array(table.letters)[:, None] for table in tables]
    return _confusion(tables[0].rows, np.sum(sums, axis=0))


def _confusion(rows: tuple[str, ...], table: Array) -> Confusion:
    letters = table.sum(axis=1)
    shares = table / np.where(letters > 0, letters, 1.0)[:, None]
    return Confusion(
        rows, tuple(float(n) for n in letters), tuple(tuple(float(s) for s in row) for row in shares)
    )
