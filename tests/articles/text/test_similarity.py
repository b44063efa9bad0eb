"""Texts that are the same or nearly the same are found; others are not."""

import random

import pytest

from articles.text.similarity import NEARLY_SAME, fingerprint, similarity

WORDS = [f"word{number}" for number in range(2_000)]
ARTICLE = " ".join(random.Random(1).choices(WORDS, k=300))


def shares_band(first: str, second: str) -> bool:
    return bool(set(fingerprint(first).bands) & set(fingerprint(second).bands))


@pytest.mark.parametrize(
    "other", ["The  MILL\n\nturns", "the mill turns.", "“The mill” — turns!", "Ｔhe mill turns"]
)
def test_layout_case_and_punctuation_make_no_difference(other: str) -> None:
    assert fingerprint("The mill turns.") == fingerprint(other)
    assert similarity("The mill turns.", other) == 1


@pytest.mark.parametrize("seed", range(20))
def test_a_text_with_a_few_other_words_is_found(seed: int) -> None:
    chance = random.Random(seed)
    words = [chance.choice(WORDS) if chance.random() < 0.007 else word for word in ARTICLE.split()]
    edited = " ".join(words) + " A sentence was added at the end."
    assert similarity(ARTICLE, edited) >= NEARLY_SAME
    assert shares_band(ARTICLE, edited)


def test_other_texts_are_not_found() -> None:
    texts = [" ".join(random.Random(seed).choices(WORDS, k=300)) for seed in range(2, 40)]
    assert not any(shares_band(ARTICLE, text) for text in texts)


def test_the_fingerprint_of_a_text_never_changes() -> None:
    stored = fingerprint("The mill of Oster turns again today.")
    assert stored.digest.startswith("c3a7b08e4da8")
    assert stored.bands[:2] == (2798260669766859312, 3480562561834460658)


def test_texts_without_words_are_compared_as_they_are() -> None:
    assert fingerprint("🌉").digest != fingerprint("🕊").digest
    assert fingerprint("🌉").bands == ()
