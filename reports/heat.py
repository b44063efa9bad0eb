"""How many readers lie over each stretch of the text, a tag at a time. Pure."""

from collections.abc import Iterable

from reports.layers import Mark

# [start, end) in code points, and how many readers marked all of it.
Run = tuple[int, int, int]


def heat(marks: Iterable[Mark]) -> dict[str, list[Run]]:
    """tag -> disjoint runs in the order of the text; a reader counts once on each letter."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for mark in marks:
        spans.setdefault(mark.tag, {}).setdefault(mark.annotator, []).append((mark.start, mark.end))
    return {tag: _runs(by_reader.values()) for tag, by_reader in sorted(spans.items())}


def _runs(readers: Iterable[list[tuple[int, int]]]) -> list[Run]:
    steps = steps_of(readers)
    found, depth, since = [], 0, 0
    for at in sorted(steps):
        if depth and steps[at]:
            found.append((since, at, depth))
        if steps[at]:
            depth, since = depth + steps[at], at
    return found


def steps_of(readers: Iterable[list[tuple[int, int]]]) -> dict[int, int]:
    """place -> by how much the number of readers there rises or falls, of each reader's spans in any order."""
    steps: dict[int, int] = {}
    for spans in readers:
        reached = -1
        for start, end in sorted(spans):
            first = max(start, reached)
            if first < end:
                steps[first] = steps.get(first, 0) + 1
                steps[end] = steps.get(end, 0) - 1
                reached = end
    return steps
