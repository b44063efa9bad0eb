"""The names of sections in a custom parameter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti.messages.sections import VARIABLE, section_names


def test_the_names_are_read() -> None:
    assert section_names({"sections": '["Section 2", " Section\\n1 ", "Section 2"]'}) == [
        "Section 1",
        "Section 2",
    ]


@pytest.mark.parametrize(
    "sent", ["", VARIABLE, "Section 1", "{}", "7", '[""]', "[[[[", '[1, null, ["A"]]', "[" * 9999]
)
def test_anything_else_names_none(sent: str) -> None:
    assert section_names({"sections": sent}) == []


def test_without_the_parameter_there_are_none() -> None:
    assert section_names({}) == []


@given(st.text() | st.lists(st.text() | st.integers()).map(json.dumps))
def test_names_are_short_lines_without_repetition(sent: str) -> None:
    names = section_names({"sections": sent})
    assert names == sorted(set(names))
    assert len(names) <= 20
    assert all(0 < len(name) <= 40 and name.isprintable() for name in names)
