"""Loaded words are found where they push feelings, and not where they mean what they say."""

import pytest

from tests.articles.hints.loaded import english, spanish
from tests.articles.hints.loaded.marked import unmarked, with_marks

CASES = [
    (language, hit, trap)
    for language, pairs in (("en", english.PAIRS), ("es", spanish.PAIRS))
    for hit, trap in pairs
]


@pytest.mark.parametrize(
    ("language", "marked"), [(language, hit) for language, hit, _ in CASES], ids=[hit for _, hit, _ in CASES]
)
def test_loaded_words_are_found(language: str, marked: str) -> None:
    assert with_marks(unmarked(marked), language) == marked


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, trap) for language, _, trap in CASES],
    ids=[trap for *_, trap in CASES],
)
def test_nothing_is_found_in_traps(language: str, sentence: str) -> None:
    assert with_marks(sentence, language) == sentence
