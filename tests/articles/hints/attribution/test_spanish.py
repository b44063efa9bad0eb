"""Attributions in Spanish, by construction: sentences that have one, and sentences that only look so."""

import unicodedata

import pytest

from tests.articles.hints.attribution.english_hits import Hit
from tests.articles.hints.attribution.spanish_hits import HITS
from tests.articles.hints.attribution.spanish_traps import TRAPS
from tests.articles.hints.attribution.test_english import allegations, parts

CASES = [
    pytest.param(hit, id=f"{rule} {number}") for rule, rows in HITS.items() for number, hit in enumerate(rows)
]
TRAP_CASES = [
    pytest.param(text, id=f"{rule} {number}")
    for rule, texts in TRAPS.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize("hit", CASES)
def test_who_says_what_is_found(hit: Hit) -> None:
    text, *expected = hit
    assert tuple(expected) in [parts(text, hint) for hint in allegations(text, "es")]


@pytest.mark.parametrize("hit", CASES)
def test_decomposed_accents_make_no_difference(hit: Hit) -> None:
    text, cue, source, content = (
        unicodedata.normalize("NFD", part) if isinstance(part, str) else part for part in hit
    )
    pieces = tuple(unicodedata.normalize("NFD", piece) for piece in content)
    assert (cue, source, pieces) in [parts(text, hint) for hint in allegations(text, "es")]


@pytest.mark.parametrize("text", TRAP_CASES)
def test_what_only_looks_like_an_attribution_is_none(text: str) -> None:
    assert [parts(text, hint) for hint in allegations(text, "es")] == []


def test_every_construction_has_hits_and_traps() -> None:
    assert HITS.keys() == TRAPS.keys()
    assert min(map(len, HITS.values())) >= 4
    assert min(map(len, TRAPS.values())) >= 4
