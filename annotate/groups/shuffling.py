"""Shuffle people into groups of nearly the same size, with as few pairs as possible who were together before. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from random import Random

SIZES = range(2, 7)
# How many exchanges of two people are tried.
ATTEMPTS = 20_000

Groups = list[list[int]]


def group_sizes(people: int, size: int) -> list[int]:
    """Return the sizes of groups of at most ``size``; they differ by one at most.

    Nobody is alone: instead a pair becomes three.
    """
    if not people:
        return []
    count = -(-people // size)
    if people // count == 1 and people > 1:
        count = people // 2
    smaller, more = divmod(people, count)
    return [smaller + 1] * more + [smaller] * (count - more)


def shuffle(
    people: Iterable[int], size: int, earlier: Iterable[Collection[int]] = (), seed: int = 0
) -> Groups:
    """Return everybody in groups; ``earlier`` are groups from which no two people should be together again."""
    random = Random(seed)  # noqa: S311 (no secret)  # nosec B311
    order = sorted(set(people))
    random.shuffle(order)
    groups: Groups = []
    for length in group_sizes(len(order), size):
        groups.append([order.pop() for _ in range(length)])
    if len(groups) > 1:
        _exchange(groups, _pairs(earlier), random)
    return groups


def repeated_pairs(groups: Iterable[Collection[int]], earlier: Iterable[Collection[int]]) -> int:
    """Return how often two people of a group were together before."""
    before = _pairs(earlier)
    return sum(before[pair] for group in groups for pair in combinations(sorted(group), 2))


def smallest(groups: Sequence[Collection[object]]) -> int:
    """Return the index of the first of the smallest groups."""
    return min(range(len(groups)), key=lambda index: (len(groups[index]), index))


def _pairs(groups: Iterable[Collection[int]]) -> Counter[tuple[int, ...]]:
    return Counter(pair for group in groups for pair in combinations(sorted(group), 2))


def _exchange(groups: Groups, before: Counter[tuple[int, ...]], random: Random) -> None:
    """Exchange people between groups as long as that repeats fewer pairs, or as few."""

    def repeats(person: int, group: list[int], without: int) -> int:
        return sum(before[min(person, other), max(person, other)] for other in group if other != without)

    total = sum(before[pair] for group in groups for pair in combinations(sorted(group), 2))
    for _attempt in range(ATTEMPTS):
        if not total:
            return
        one, other = random.sample(groups, 2)  # nosec B311 (groups are no secrets)
        i, j = random.randrange(len(one)), random.randrange(len(other))  # nosec B311
        a, b = one[i], other[j]
        now = repeats(a, one, a) + repeats(b, other, b)
        then = repeats(b, one, a) + repeats(a, other, b)
        if then <= now:
            one[i], other[j] = b, a
            total += then - now
