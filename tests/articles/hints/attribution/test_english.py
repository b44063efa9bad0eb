"""Attributions in English, by construction: sentences that have one, and sentences that only look so."""

import pytest

from articles.hints import Hint, hints
from tests.articles.hints.attribution.english_hits import HITS, Hit
from tests.articles.hints.attribution.english_traps import TRAPS

CASES = [
    pytest.param(hit, id=f"{rule} {number}") for rule, rows in HITS.items() for number, hit in enumerate(rows)
]
TRAP_CASES = [
    pytest.param(text, id=f"{rule} {number}")
    for rule, texts in TRAPS.items()
    for number, text in enumerate(texts)
]


def allegations(text: str, language: str = "en") -> list[Hint]:
    """Return the hints of attributed allegations."""
    return [hint for hint in hints(text, language) if hint.kind == "attribution"]


def parts(text: str, hint: Hint) -> tuple[str, str, tuple[str, ...]]:
    """Return cue, source ("" for none) and the pieces of what is said."""
    source = hint.details["source"]
    pieces = ((hint.start, hint.end), *hint.details.get("pieces", ()))
    return (
        text[slice(*hint.cue)],
        text[slice(*source)] if source else "",
        tuple(text[start:end] for start, end in pieces),
    )


@pytest.mark.parametrize("hit", CASES)
def test_who_says_what_is_found(hit: Hit) -> None:
    text, *expected = hit
    assert tuple(expected) in [parts(text, hint) for hint in allegations(text)]


@pytest.mark.parametrize("text", TRAP_CASES)
def test_what_only_looks_like_an_attribution_is_none(text: str) -> None:
    assert [parts(text, hint) for hint in allegations(text)] == []


def test_every_construction_has_hits_and_traps() -> None:
    assert HITS.keys() == TRAPS.keys()
    assert min(map(len, HITS.values())) >= 4
    assert min(map(len, TRAPS.values())) >= 4
