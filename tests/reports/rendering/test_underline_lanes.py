"""Overlapping underlines never share a lane, and none changes its lane on the way."""

from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.combine import Passage
from reports.rendering.underline_lanes import lanes

Spans = list[tuple[int, int]]


def placed(spans: Spans) -> list[int]:
    """The lane of each span."""
    passages = [
        Passage(number, start, end, "opinion", "", (), 1.0, ()) for number, (start, end) in enumerate(spans)
    ]
    lane_of = lanes(passages)
    return [lane_of[number] for number in range(len(spans))]


def test_what_lies_inside_comes_below() -> None:
    assert placed([(0, 10), (2, 4), (3, 4)]) == [0, 1, 2]


def test_the_longer_of_two_that_begin_together_is_above() -> None:
    assert placed([(0, 4), (0, 10)]) == [1, 0]


def test_a_lane_is_free_again_at_the_end() -> None:
    assert placed([(0, 4), (4, 8), (6, 9), (8, 12)]) == [0, 0, 1, 0]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=20))
def test_what_overlaps_never_shares_a_lane(given: Spans) -> None:
    spans = [(start, start + length) for start, length in given]
    lane_numbers = placed(spans)
    for i, (start, end) in enumerate(spans):
        for j, (other_start, other_end) in enumerate(spans[:i]):
            assert not (start < other_end and other_start < end and lane_numbers[i] == lane_numbers[j])
    deepest = max((sum(s <= at < e for s, e in spans) for at in range(45)), default=0)
    assert max(lane_numbers, default=-1) + 1 == deepest
