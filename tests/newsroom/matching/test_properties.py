"""Whatever the texts are, comparing works, is symmetric, and finds that a claim is itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.claims.matching.candidates import keys
from newsroom.claims.matching.claim import MAX_LENGTH, read_claim
from newsroom.claims.matching.compare import compare
from newsroom.claims.matching.lexicon import LANGUAGES

PIECES = (
    "no", "sin", "without", "denied", "half", "a", "third", "of", "million", "mil", "y media", "two", "1,200", "2.5",
    "%", "per cent", "in", "every", "May", "4", "2019", "/", "Ola", "Brek", "NHA", ",", "who", "que", "than", "more",
    "más", "lo", "will", "because", "all", "only", "solo", "(", ")", ".", "½", "²", "٣", "\x00", "\u200b", "🦊",
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join))
LANGUAGE = st.sampled_from(LANGUAGES)


@given(LANGUAGE, TEXTS, TEXTS)
def test_comparing_is_symmetric(language: str, first: str, second: str) -> None:
    one, two = compare(language, first, second), compare(language, second, first)
    assert one.same == two.same
    assert one.score == pytest.approx(two.score)
    assert [reason.code for reason in one.reasons] == [reason.code for reason in two.reasons]


@given(LANGUAGE, TEXTS)
def test_a_claim_is_itself(language: str, text: str) -> None:
    comparison = compare(language, text, text)
    assert comparison.same, comparison
    assert comparison.score == pytest.approx(1)


@given(LANGUAGE, TEXTS, TEXTS)
def test_a_score_is_a_share(language: str, first: str, second: str) -> None:
    assert 0 <= compare(language, first, second).score <= 1 + 1e-9


@given(LANGUAGE, TEXTS)
def test_keys_belong_to_a_language(language: str, text: str) -> None:
    assert all(key.startswith(f"{language} ") for key in keys(read_claim(language, text)))


def test_of_a_long_text_the_beginning_is_compared() -> None:
    long = "Brek sold 12 ferries. " + "x" * MAX_LENGTH
    assert read_claim("en", long + " and 3 mills in 2019") == read_claim("en", long)
