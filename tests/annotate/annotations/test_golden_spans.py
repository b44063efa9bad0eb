"""The offsets of the golden files, which the browser's counting reads as well."""

import json
from pathlib import Path
from typing import Any

import pytest
import regex

from annotate.annotations.spans import check_span

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "spans").glob("*.json"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in GOLDEN
    for case in json.loads(path.read_text(encoding="utf-8"))
]


def units(text: str) -> int:
    """How many UTF-16 units JavaScript counts."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("case", CASES)
def test_points_and_units_are_the_same_place(case: dict[str, Any]) -> None:
    start, end = case["points"]
    assert [units(case["text"][:start]), units(case["text"][:end])] == case["units"]
    assert case["text"][start:end] == case["quote"]


@pytest.mark.parametrize("case", CASES)
def test_graphemes_are_the_edges_around_it(case: dict[str, Any]) -> None:
    edges = [0, *(units(case["text"][: match.end()]) for match in regex.finditer(r"\X", case["text"]))]
    start, end = case["units"]
    assert case["graphemes"] == [
        max(edge for edge in edges if edge <= start),
        min(edge for edge in edges if edge >= end),
    ]


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0]["quote"].strip()])
def test_the_door_takes_it(case: dict[str, Any]) -> None:
    check_span(case["text"], *case["points"], case["quote"])


def test_there_are_cases_of_each_kind() -> None:
    assert {path.stem for path in GOLDEN} == {"plain", "emoji", "scripts", "mixed"}
    apart = [case.id for case in CASES if case.values[0]["points"] != case.values[0]["units"]]
    widened = [case.id for case in CASES if case.values[0]["graphemes"] != case.values[0]["units"]]
    assert len(apart) > 10
    assert len(widened) > 10
