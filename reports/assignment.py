"""The assignment problem: which pairing of rows and columns is worth most in all. Pure.

The Hungarian method with potentials (Kuhn 1955, Munkres 1957), one shortest augmenting path a row: O(rows² · columns).
"""

from collections.abc import Sequence


def assigned(worth: Sequence[Sequence[float]]) -> dict[int, int]:
    """row -> column, each column at most once, with the greatest sum of ``worth[row][column]`` (0 and more)."""
    if not worth or not worth[0]:
        return {}
    if len(worth) > len(worth[0]):
        # The fewer rows the better, and none must be left over.
        turned = assigned(list(zip(*worth, strict=True)))
        return {row: column for column, row in turned.items()}
    rows, columns = len(worth), len(worth[0])
    # Column 0 is where a path begins.
    row_price, price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        # From the free column back, each column takes the row of the one before it.
        for earlier, column in _path(worth, owner, row_price, price):
            owner[column] = owner[earlier]
    return {owner[c] - 1: c - 1 for c in range(1, columns + 1) if owner[c]}


def _path(
    worth: Sequence[Sequence[float]], owner: list[int], row_price: list[float], price: list[float]
) -> list[tuple[int, int]]:
    """The shortest path from column 0 to a free column, as (before, column) pairs from its end; updates prices."""
    columns = len(owner)
    cost = [float("inf")] * columns
    before = [0] * columns
    done = [False] * columns
    at = 0
    while owner[at]:
        done[at] = True
        row, step, nearest = owner[at], float("inf"), 0
        for column in range(1, columns):
            if done[column]:
                continue
            here = -worth[row - 1][column - 1] - row_price[row] - price[column]
            if here < cost[column]:
                cost[column], before[column] = here, at
            if cost[column] < step:
                step, nearest = cost[column], column
        for column in range(columns):
            if done[column]:
                row_price[owner[column]] += step
                price[column] -= step
            else:
                cost[column] -= step
        at = nearest
    path = []
    while at:
        path.append((before[at], at))
        at = before[at]
    return path
