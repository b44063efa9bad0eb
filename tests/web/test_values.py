"""The one parser of integers from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.values import MAX_INTEGER, parse_int


@given(st.integers(0, MAX_INTEGER))
def test_the_digits_of_an_integer_are_the_integer(number: int) -> None:
    assert parse_int(str(number)) == number


@given(st.integers(), st.integers(), st.integers(0, MAX_INTEGER))
def test_numbers_outside_the_bounds_are_refused(minimum: int, maximum: int, number: int) -> None:
    assert parse_int(str(number), minimum, maximum) == (number if minimum <= number <= maximum else None)


@given(st.text())
def test_any_text_is_a_number_within_64_bits_or_none(text: str) -> None:
    number = parse_int(text)
    assert number is None or (0 <= number <= MAX_INTEGER and set(text) <= set("0123456789"))


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", " 1", "1 ", "1_000", "1.0", "1e3", "٣", "²", "0x1", "9" * 19, "1" * 10_000_000]
)
def test_what_int_or_isdigit_would_take_is_refused(text: str) -> None:
    assert parse_int(text) is None
