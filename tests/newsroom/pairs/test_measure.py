"""Precision, recall and the list of mistakes are right for predicates whose mistakes are known."""

import pytest

from tests.newsroom.pairs.measure import Pair, measure

PAIRS = [
    Pair("en-1", "en", "claim", "voice", "a", "a", same=True),
    Pair("en-2", "en", "claim", "voice", "a", "b", same=True),
    Pair("en-3", "en", "claim", "unit", "a", "c", same=True),
    Pair("en-4", "en", "claim", "negation", "d", "d", same=False),
    Pair("en-5", "en", "claim", "negation", "d", "e", same=False),
    Pair("es-1", "es", "claim", "voice", "f", "f", same=True),
    Pair("es-2", "es", "claim", "part", "f", "g", same=False),
]


def test_each_language_is_measured_by_itself() -> None:
    qualities = measure(lambda _language, first, second: first == second, PAIRS)
    assert qualities["en"].precision == pytest.approx(1 / 2)
    assert qualities["en"].recall == pytest.approx(1 / 3)
    assert qualities["es"].precision == 1
    assert qualities["es"].recall == 1


def test_mistakes_are_listed_by_kind() -> None:
    english = measure(lambda _language, first, second: first == second, PAIRS)["en"]
    assert {kind: [pair.id for pair in pairs] for kind, pairs in english.missed.items()} == {
        "voice": ["en-2"],
        "unit": ["en-3"],
    }
    assert {kind: [pair.id for pair in pairs] for kind, pairs in english.false_matches.items()} == {
        "negation": ["en-4"]
    }


def test_without_a_proposal_there_is_no_precision() -> None:
    qualities = measure(lambda *_: False, PAIRS)
    assert {quality.precision for quality in qualities.values()} == {None}
    assert {quality.recall for quality in qualities.values()} == {0}


def test_without_a_pair_of_the_same_claim_there_is_no_recall() -> None:
    different = [pair for pair in PAIRS if not pair.same]
    assert measure(lambda *_: False, different)["es"].recall is None


def test_the_predicate_knows_the_language() -> None:
    qualities = measure(lambda language, *_: language == "es", PAIRS)
    assert qualities["es"].recall == 1
    assert qualities["en"].recall == 0
