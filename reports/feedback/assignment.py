"""The assignment problem: which pairing of rows and columns has the greatest total weight. Pure.

The Hungarian method with potentials (Kuhn 1955, Munkres 1957), one shortest augmenting path per row: O(rows² ·
columns).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# Rows times columns of one connected group: beyond it the exact method would take minutes.
MAX_EXACT = 250_000


def assigned_pairs(worth: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return row -> column with the greatest total weight, using only pairs in ``worth``.

    Connected groups of rows and columns are assigned separately. In groups above ``MAX_EXACT`` the heaviest pairs are
    taken first, which may yield a slightly smaller total.
    """
    assignment: dict[int, int] = {}
    for pairs in _connected(worth):
        if len(pairs) == 1:
            # Most groups: nothing competes.
            assignment |= dict(pairs)
            continue
        rows = sorted({row for row, _ in pairs})
        columns = sorted({column for _, column in pairs})
        if len(rows) * len(columns) > MAX_EXACT:
            assignment |= _one_by_one(worth, pairs)
            continue
        row_index, column_index = (
            {number: index for index, number in enumerate(numbers)} for numbers in (rows, columns)
        )
        table = np.zeros((len(rows), len(columns)))
        for row, column in pairs:
            table[row_index[row], column_index[column]] = worth[row, column]
        exact = {rows[row]: columns[column] for row, column in maximum_weight_matching(table).items()}
        assignment |= {row: column for row, column in exact.items() if (row, column) in worth}
    return assignment


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
    assignment: dict[int, int] = {}
    used_columns: set[int] = set()
    for row, column in sorted(pairs, key=lambda pair: (-worth[pair], pair)):
        if row not in assignment and column not in used_columns:
            assignment[row] = column
            used_columns.add(column)
    return assignment


def maximum_weight_matching(worth: Sequence[Sequence[float]] | Array) -> dict[int, int]:
    """Return row -> column with the greatest total of ``worth[row][column]``, which must not be negative."""
    worth = np.asarray(worth, dtype=float)
    if not worth.size:
        return {}
    rows, columns = worth.shape
    if rows > columns:
        # The method needs at most as many rows as columns.
        return {row: column for column, row in maximum_weight_matching(worth.T).items()}
    # Column 0 is the start of every path.
    row_price, price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        owner[0] = row
        # Back from the free column, each column takes over the row of its predecessor.
        for earlier, column in _path(worth, owner, row_price, price):
            owner[column] = owner[earlier]
    return {int(owner[column]) - 1: int(column) - 1 for column in np.flatnonzero(owner[1:]) + 1}


def _path(worth: Array, owner: Array, row_price: Array, price: Array) -> list[tuple[int, int]]:
    """Return the shortest path from column 0 to a free column as (before, column) pairs from its end; update prices."""
    cost = np.full(len(owner), np.inf)
    before = np.zeros(len(owner), dtype=int)
    done = np.zeros(len(owner), dtype=bool)
    column = 0
    while owner[column]:
        done[column] = True
        row = owner[column]
        path_cost = np.concatenate([[np.inf], -worth[row - 1] - row_price[row] - price[1:]])
        improved = ~done & (path_cost < cost)
        cost[improved], before[improved] = path_cost[improved], column
        nearest = int(np.argmin(np.where(done, np.inf, cost)))
        step = cost[nearest]
        row_price[owner[done]] += step
        price[done] -= step
        cost[~done] -= step
        column = nearest
    path = []
    while column:
        path.append((int(before[column]), column))
        column = int(before[column])
    return path
