"""The class's picture: how many readers lie over each stretch of the text, a tag at a time. Pure."""

from collections.abc import Iterable

from reports.combine import Mark


def heat(marks: Iterable[Mark]) -> dict[str, list[tuple[int, int, int]]]:
    """tag -> disjoint ``(start, end, readers)`` in the order of the text; a reader counts once on each letter."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for mark in marks:
        spans.setdefault(mark.tag, {}).setdefault(mark.annotator, []).append((mark.start, mark.end))
    return {tag: _runs(by_reader.values()) for tag, by_reader in sorted(spans.items())}


def _runs(readers: Iterable[list[tuple[int, int]]]) -> list[tuple[int, int, int]]:
    steps: dict[int, int] = {}
    for spans in readers:
        reached = -1
        for start, end in sorted(spans):
            first = max(start, reached)
            if first < end:
                steps[first] = steps.get(first, 0) + 1
                steps[end] = steps.get(end, 0) - 1
                reached = end
    found, depth, since = [], 0, 0
    for at in sorted(steps):
        if depth and steps[at]:
            found.append((since, at, depth))
        if steps[at]:
            depth, since = depth + steps[at], at
    return found
