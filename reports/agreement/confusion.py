"""Which tag one reader put where another put which: tag against tag, with "unmarked" as a row and a column."""

from dataclasses import dataclass

import numpy as np

from reports.agreement.continuum import Continuum

UNMARKED = ""


@dataclass(frozen=True, slots=True)
class Confusion:
    """``shares[i][j]``: of the letters to which one reader gave ``rows[i]``, the part that another gave ``rows[j]``.

    A row adds up to 1, or is all 0 where nobody used the tag. ``letters`` is how many each row was taken of, as one of
    a pair. The last row and column is what was left unmarked, ``""``.
    """

    rows: tuple[str, ...]
    letters: tuple[float, ...]
    shares: tuple[tuple[float, ...], ...]


def confusion(continuum: Continuum, tags: tuple[str, ...]) -> Confusion:
    """Over all ordered pairs of readers and all letters.

    Where another has the tag as well, that is agreement, whatever else lies there. Where not, the letter counts for the
    tags that the other has there and the first has not, in equal parts; where there are none, as unmarked.
    """
    rows = (*tags, UNMARKED)
    values = [(frozenset[str](), continuum.readers - continuum.depth(continuum.any))]
    values += [(found, continuum.depth(units)) for found, units in continuum.sets]
    counts = np.array([depth for _, depth in values])
    pairs = (counts * continuum.pieces) @ counts.T
    pairs -= np.diag((counts * continuum.pieces).sum(axis=1))
    table = np.zeros((len(rows), len(rows)))
    for i, (mine, _) in enumerate(values):
        for j, (theirs, _) in enumerate(values):
            for tag in mine or {UNMARKED}:
                same = tag in theirs or (not mine and not theirs)
                into = {tag} if same else (theirs - mine) or {UNMARKED}
                for other in into:
                    table[rows.index(tag), rows.index(other)] += pairs[i, j] / len(into)
    letters = table.sum(axis=1)
    shares = table / np.where(letters > 0, letters, 1.0)[:, None]
    each = max(1, continuum.readers - 1)
    return Confusion(
        rows, tuple(float(n) / each for n in letters), tuple(tuple(float(s) for s in row) for row in shares)
    )
