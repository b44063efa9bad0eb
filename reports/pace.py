"""How a team gets on: marks per hour, and how far its readers agree as time goes by. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from reports.heat import heat
from reports.layers import Mark

POINTS = 12


@dataclass(frozen=True, slots=True)
class Hour:
    """So many marks were made in the hour that begins at ``at``."""

    at: datetime
    marks: int


@dataclass(frozen=True, slots=True)
class Moment:
    """``agreement`` (0..1, None where nothing can be said) over all marks that had been made by ``at``."""

    at: datetime
    agreement: float | None


def per_hour(marks: Iterable[Mark]) -> tuple[Hour, ...]:
    """Each hour from the first mark to the last, empty ones too where they are fewer than a day's."""
    counts: dict[datetime, int] = {}
    for mark in marks:
        at = datetime.fromisoformat(mark.created).replace(minute=0, second=0, microsecond=0)
        counts[at] = counts.get(at, 0) + 1
    found: list[Hour] = []
    for at in sorted(counts):
        while found and timedelta(hours=1) < at - found[-1].at <= timedelta(days=1):
            found.append(Hour(found[-1].at + timedelta(hours=1), 0))
        found.append(Hour(at, counts[at]))
    return tuple(found)


def over_time(marks: Iterable[Mark]) -> tuple[Moment, ...]:
    """The agreement at up to ``POINTS`` moments, each after as many more marks."""
    ordered = sorted(marks, key=lambda mark: (mark.created, mark.id))
    step = max(1, -(-len(ordered) // POINTS))
    ends = [*range(step, len(ordered), step), len(ordered)] if ordered else []
    return tuple(
        Moment(datetime.fromisoformat(ordered[end - 1].created), agreement(ordered[:end])) for end in ends
    )


def agreement(marks: Sequence[Mark]) -> float | None:
    """The mean over all pairs of readers of Dice's coefficient of the characters each covered, pooled over tags."""
    readers = sorted({mark.annotator for mark in marks})
    if len(readers) < 2:
        return None
    own = {reader: heat(mark for mark in marks if mark.annotator == reader) for reader in readers}
    size = {
        reader: sum(end - start for runs in own[reader].values() for start, end, _ in runs)
        for reader in readers
    }
    pairs = [
        2 * _shared(own[one], own[other]) / (size[one] + size[other])
        for one, other in combinations(readers, 2)
    ]
    return sum(pairs) / len(pairs)


def _shared(one: dict[str, list[tuple[int, int, int]]], other: dict[str, list[tuple[int, int, int]]]) -> int:
    """Characters that both cover with the same tag: a merge of two sorted lists of disjoint runs."""
    shared = 0
    for tag in one.keys() & other.keys():
        a, b = one[tag], other[tag]
        i = j = 0
        while i < len(a) and j < len(b):
            shared += max(0, min(a[i][1], b[j][1]) - max(a[i][0], b[j][0]))
            if a[i][1] <= b[j][1]:
                i += 1
            else:
                j += 1
    return shared
