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
