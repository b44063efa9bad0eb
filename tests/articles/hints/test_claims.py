"""Claims worth checking: each sign in a sentence, beside a sentence that only looks like it."""

import pytest

from articles.hints import Hint, hints
from tests.articles.hints.pairs import Pair, pairs


def claims(text: str, language: str) -> list[Hint]:
    return [hint for hint in hints(text, language) if hint.kind == "claims"]


@pytest.mark.parametrize("pair", pairs("claims"), ids=str)
def test_a_sentence_and_its_trap(pair: Pair) -> None:
    text = f"{pair.trap} {pair.sentence}"
    shift = len(pair.trap) + 1
    (hint,) = claims(text, pair.language)
    assert (hint.start, hint.end) == (shift, len(text))
    assert hint.cue == (shift + pair.cue[0], shift + pair.cue[1])
    assert (hint.tag, hint.reason.code) == ("factual-claim", pair.code)


NO_CLAIMS = [
    "Photo by Mirela Stanek on March 4, 2024",
    "Written by Mirela Stanek on 4 March 2024",
    "Council Votes to Close Harbour Bridge for 14 Months",
    "It cost 23 million crowns.",
    "Thank you for the 120 letters that reached us in May.",
    "“The bridge carries 11,000 vehicles a day.”",
    "The town should have spent 23 million crowns on schools.",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_these_are_no_claims(text: str) -> None:
    assert not claims(text, "en")


def test_more_signs_make_a_claim_stronger() -> None:
    (weak,) = claims("The mill employed some 300 people.", "en")
    (strong,) = claims("In 1962 the mill at Orva employed some 300 people, more than any other.", "en")
    assert strong.strength > weak.strength


def test_a_dateline_is_not_part_of_the_sentence() -> None:
    text = "NEW VELDRIN — The bridge carries 11,000 vehicles a day."
    (hint,) = claims(text, "en")
    assert text[hint.start :].startswith("The bridge")


def test_a_date_in_the_dateline_is_no_sign() -> None:
    assert not claims("VELDRIN, MARCH 3 — Nobody in the yard knew the old carpenter.", "en")


def test_what_is_shown_of_a_sign_ends_at_no_number_that_goes_on() -> None:
    text = "The council shut the town's only public library on 1 September."
    (hint,) = claims(text, "en")
    assert text[slice(*hint.cue)] == "the town's only public library"
