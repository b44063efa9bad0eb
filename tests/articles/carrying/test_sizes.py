"""Counting what is not blank in parts of a text."""

from hypothesis import given
from hypothesis import strategies as st

from articles.carrying.sizes import STRETCH, Sizes


@given(st.text("ab \n", min_size=1, max_size=30), st.integers(1, 150), st.integers(0), st.integers(0))
def test_a_part_has_the_size_of_its_words(words: str, times: int, first: int, second: int) -> None:
    text = words * times
    start, end = sorted((first % (len(text) + 1), second % (len(text) + 1)))
    assert Sizes(text).of(start, end) == sum(not character.isspace() for character in text[start:end])


def test_a_part_may_begin_and_end_where_a_stretch_does() -> None:
    sizes = Sizes("x" * (2 * STRETCH))
    assert [sizes.of(0, STRETCH), sizes.of(STRETCH, 2 * STRETCH), sizes.of(5, 5)] == [STRETCH, STRETCH, 0]
