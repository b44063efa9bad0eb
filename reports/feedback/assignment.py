"""The assignment problem: which pairing of rows and columns is worth most in all. Pure.

The Hungarian method with potentials (Kuhn 1955, Munkres 1957), one shortest augmenting path a row: O(rows² · columns).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# Rows times columns of rows and columns that hang together: beyond it the exact method would take minutes.
MAX_EXACT = 250_000


def assigned_pairs(worth: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return row -> column as ``maximum_weight_matching`` does, of the pairs that are worth anything.

    Rows and columns that no pair connects are assigned apart from each other. Where too many hang together, the
    pairs are taken one by one, the one worth most first, which may be a little less in all.
    """
    found: dict[int, int] = {}
    for pairs in _connected(worth):
        rows = sorted({row for row, _ in pairs})
        columns = sorted({column for _, column in pairs})
        if len(rows) * len(columns) > MAX_EXACT:
            found |= _one_by_one(worth, pairs)
            continue
        row_at, column_at = ({number: at for at, number in enumerate(numbers)} for numbers in (rows, columns))
        table = np.zeros((len(rows), len(columns)))
        for row, column in pairs:
            table[row_at[row], column_at[column]] = worth[row, column]
        exact = {rows[row]: columns[column] for row, column in maximum_weight_matching(table).items()}
        found |= {row: column for row, column in exact.items() if (row, column) in worth}
    return found


def _connected(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the pairs in groups that share no row and no column."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in pairs:
        parent[root(("row", row))] = root(("column", column))
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row, column in pairs:
        groups.setdefault(root(("row", row)), []).append((row, column))
    return list(groups.values())


def _one_by_one(worth: Mapping[tuple[int, int], float], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for row, column in sorted(pairs, key=lambda pair: (-worth[pair], pair)):
        if row not in found and column not in taken:
            found[row] = column
            taken.add(column)
    return found


def maximum_weight_matching(worth: Sequence[Sequence[float]] | Array) -> dict[int, int]:
    """row -> column, each column at most once, with the greatest sum of ``worth[row][column]`` (0 and more)."""
    worth = np.asarray(worth, dtype=float)
    if not worth.size:
        return {}
    rows, columns = worth.shape
    if rows > columns:
        # The fewer rows the better, and none must be left over.
        return {row: column for column, row in maximum_weight_matching(worth.T).items()}
    # Column 0 is where a path begins.
    row_price, price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        owner[0] = row
        # From the free column back, each column takes the row of the one before it.
        for earlier, column in _path(worth, owner, row_price, price):
            owner[column] = owner[earlier]
    return {int(owner[column]) - 1: int(column) - 1 for column in np.flatnonzero(owner[1:]) + 1}


def _path(worth: Array, owner: Array, row_price: Array, price: Array) -> list[tuple[int, int]]:
    """The shortest path from column 0 to a free column, as (before, column) pairs from its end; updates prices."""
    cost = np.full(len(owner), np.inf)
    before = np.zeros(len(owner), dtype=int)
    done = np.zeros(len(owner), dtype=bool)
    at = 0
    while owner[at]:
        done[at] = True
        row = owner[at]
        here = np.concatenate([[np.inf], -worth[row - 1] - row_price[row] - price[1:]])
        nearer = ~done & (here < cost)
        cost[nearer], before[nearer] = here[nearer], at
        nearest = int(np.argmin(np.where(done, np.inf, cost)))
        step = cost[nearest]
        row_price[owner[done]] += step
        price[done] -= step
        cost[~done] -= step
        at = nearest
    path = []
    while at:
        path.append((int(before[at]), at))
        at = int(before[at])
    return path
