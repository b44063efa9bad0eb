"""Everybody is in exactly one group, groups are of nearly the same size, and pairs are seldom together again."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotate.groups.shuffling import SIZES, group_sizes, repeated_pairs, shuffle

people = st.sets(st.integers(1, 10**9), max_size=60)
sizes = st.sampled_from(list(SIZES))
seeds = st.integers(0, 2**32 - 1)


@given(people, sizes, st.lists(st.sets(st.integers(1, 80), max_size=6), max_size=40), seeds)
def test_everybody_is_in_one_group_of_nearly_the_same_size(
    everybody: set[int], size: int, earlier: list[set[int]], seed: int
) -> None:
    groups = shuffle(everybody, size, earlier, seed)
    assert sorted(person for group in groups for person in group) == sorted(everybody)
    lengths = sorted(map(len, groups))
    if groups:
        assert lengths[-1] - lengths[0] <= 1
        assert lengths[0] > 1 or len(everybody) == 1
        # A pair becomes three so that nobody is alone.
        assert lengths[-1] <= max(size, 3)


@given(people, sizes, seeds)
def test_the_same_seed_gives_the_same_groups(everybody: set[int], size: int, seed: int) -> None:
    assert shuffle(everybody, size, (), seed) == shuffle(everybody, size, (), seed)


@given(st.integers(9, 36), st.sampled_from([2, 3, 4]), seeds)
def test_fewer_pairs_are_repeated_than_by_chance(count: int, size: int, seed: int) -> None:
    """After each of three exercises, against the mean of twenty groupings by chance."""
    everybody = list(range(count))
    earlier: list[list[int]] = []
    chance = random.Random(seed)
    for _exercise in range(3):
        groups = shuffle(everybody, size, earlier, chance.randrange(2**32))
        by_chance = [
            repeated_pairs(shuffle(everybody, size, (), chance.randrange(2**32)), earlier) for _ in range(20)
        ]
        assert repeated_pairs(groups, earlier) <= sum(by_chance) / len(by_chance)
        earlier += groups


@given(seeds)
def test_nobody_meets_anybody_again_where_that_is_possible(seed: int) -> None:
    """Thirty people in threes: the first four exercises repeat no pair."""
    earlier: list[list[int]] = []
    for exercise in range(4):
        groups = shuffle(range(30), 3, earlier, seed + exercise)
        assert repeated_pairs(groups, earlier) == 0
        earlier += groups
    assert len({pair for group in earlier for pair in combinations(sorted(group), 2)}) == 4 * 30


def test_sizes() -> None:
    assert group_sizes(0, 3) == []
    assert group_sizes(1, 3) == [1]
    assert group_sizes(3, 2) == [3]
    assert group_sizes(4, 3) == [2, 2]
    assert group_sizes(31, 3) == [3] * 9 + [2] * 2
    assert group_sizes(30, 6) == [6] * 5
