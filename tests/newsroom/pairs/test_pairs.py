"""The two halves of the pairs are alike, and nothing as simple as shared words tells which pairs are the same."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.newsroom.pairs.measure import DEVELOPMENT, HELD_OUT, Pair, read_pairs

ALL = read_pairs(DEVELOPMENT) + read_pairs(HELD_OUT)
PAGE = Path(__file__).parents[3] / "docs" / "claims.md"


def _distribution(pairs: list[Pair]) -> Counter[tuple[str, str, bool, str]]:
    return Counter((pair.language, pair.against, pair.same, pair.kind) for pair in pairs)


def test_both_halves_have_the_same_kinds_as_often() -> None:
    assert _distribution(read_pairs(DEVELOPMENT)) == _distribution(read_pairs(HELD_OUT))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("against", "number"), [("claim", 200), ("review", 40)])
def test_half_of_the_pairs_of_a_language_are_the_same_claim(language: str, against: str, number: int) -> None:
    pairs = [pair for pair in ALL if (pair.language, pair.against) == (language, against)]
    assert len(pairs) == number
    assert sum(pair.same for pair in pairs) == number / 2


def test_no_pair_and_no_text_is_there_twice() -> None:
    texts = [text for pair in ALL for text in (pair.first, pair.second)]
    assert not [text for text, count in Counter(texts).items() if count > 1]
    assert len({pair.id for pair in ALL}) == len(ALL)


def _shared_words(pair: Pair) -> float:
    first, second = (set(re.findall(r"\w+", text.lower())) for text in (pair.first, pair.second))
    return len(first & second) / len(first | second)


def _difference_in_length(pair: Pair) -> float:
    return abs(len(pair.first) - len(pair.second)) / max(len(pair.first), len(pair.second))


def _length(pair: Pair) -> float:
    return len(pair.first) + len(pair.second)


def _same_first_word(pair: Pair) -> float:
    return pair.first.split()[0].lower() == pair.second.split()[0].lower()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("feature", [_shared_words, _difference_in_length, _length, _same_first_word])
def test_no_simple_feature_tells_which_pairs_are_the_same(
    language: str, feature: Callable[[Pair], float]
) -> None:
    pairs = [pair for pair in ALL if (pair.language, pair.against) == (language, "claim")]
    values = [(feature(pair), pair.same) for pair in pairs]
    accuracies = [
        sum((value >= threshold) == same for value, same in values) / len(values) for threshold, _ in values
    ]
    # The best threshold, in either direction.
    assert max(*accuracies, 1 - min(accuracies)) <= 0.75


def test_the_page_counts_the_kinds() -> None:
    rows = re.findall(
        r"^\| (same|different) \| ([a-z ]+) \| (\d+) \| (\d+) \|",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    counted = {
        (same == "same", kind, against): int(number)
        for same, kind, *numbers in rows
        for against, number in zip(("claim", "review"), numbers, strict=True)
        if int(number)
    }
    for language in ("en", "es"):
        pairs = [pair for pair in ALL if pair.language == language]
        assert Counter((pair.same, pair.kind, pair.against) for pair in pairs) == counted
