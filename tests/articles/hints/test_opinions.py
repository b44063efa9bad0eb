"""Opinions: each sign in a sentence, beside a sentence that only looks like it."""

import pytest

from articles.hints import Hint, hints
from tests.articles.hints.pairs import Pair, pairs


def opinions(text: str, language: str) -> list[Hint]:
    return [hint for hint in hints(text, language) if hint.kind == "opinions"]


@pytest.mark.parametrize("pair", pairs("opinions"), ids=str)
def test_a_sentence_and_its_trap(pair: Pair) -> None:
    text = f"{pair.trap} {pair.sentence}"
    shift = len(pair.trap) + 1
    (hint,) = opinions(text, pair.language)
    assert (hint.start, hint.end) == (shift, len(text))
    assert hint.cue == (shift + pair.cue[0], shift + pair.cue[1])
    assert (hint.tag, hint.reason.code) == ("opinion", pair.code)


QUOTED = [
    ("en", "“The plan is a disgrace.”"),
    ("en", "“We should never have closed the bridge.”"),
    ("es", "«Es una vergüenza que el puente siga cerrado.»"),
]


@pytest.mark.parametrize(("language", "quotation"), QUOTED, ids=[row[1] for row in QUOTED])
def test_signs_in_quotations_do_not_count(language: str, quotation: str) -> None:
    assert not opinions(quotation, language)
    assert opinions(quotation[1:-1], language)


def test_a_weak_sign_needs_another() -> None:
    assert not opinions("What did the mayor know?", "en")
    assert opinions("What did our mayor know?", "en")


def test_a_heading_needs_more_than_a_sentence() -> None:
    assert opinions("Drivers must wait.", "en")
    assert not opinions("Drivers Must Wait\n\nThe road is closed.", "en")


def test_two_loaded_words_are_a_sign_unless_somebody_says_them() -> None:
    (hint,) = opinions("The council rammed a shameful plan through in 2019.", "en")
    assert hint.reason.code in ("loaded-pair", "judgement")
    assert not opinions("“The council rammed a shameful plan through,” said Jonas Rehm in 2019.", "en")


def test_what_somebody_says_does_not_count() -> None:
    assert not opinions("Jonas Rehm said on Monday that the plan is a disgrace.", "en")
    assert not opinions("According to Jonas Rehm, the council should have asked.", "en")


def test_what_the_writer_thinks_counts() -> None:
    assert opinions("I think that the plan is a disgrace.", "en")
    assert opinions("Creo que el plan es una vergüenza.", "es")


def test_a_reason_names_no_word_that_tells_nothing() -> None:
    (hint,) = opinions("Private schools are not the enemy.", "en")
    assert hint.reason.code == "general"
