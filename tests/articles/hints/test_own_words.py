"""A team's own words are plain words: nothing in them is a pattern, and none is there twice."""

import pytest

from articles.hints import OwnWord, kinds
from articles.hints.accuracy import ACCURACY
from articles.hints.own_words import LONGEST_WORD, MOST_WORDS, OwnWordError, checked_word, checked_words


@pytest.mark.parametrize(
    "word",
    [
        "shameless",
        "nanny state",
        "so-called",
        "mayor's pals",
        "mayor’s pals",
        "pals'",
        "desvergüenza",
        "Año 0",
        "a",
    ],
)
def test_plain_words_are_taken(word: str) -> None:
    assert checked_word(word, "plain") == OwnWord(word, "plain")


def test_spaces_around_and_between_words_are_one_each() -> None:
    assert checked_word("  nanny \t\n state ", " government ") == OwnWord("nanny state", "government")


def test_an_accent_is_written_in_one_way() -> None:
    assert checked_word("cafe\u0301") == OwnWord("caf\u00e9")


@pytest.mark.parametrize(
    "word",
    [
        "",
        "   ",
        "(a+)+b",
        "sham.*",
        "-gate",
        "anti-",
        "a--b",
        "<b>",
        "well, well",
        "a\u202eb",
        "😡",
        "x" * (LONGEST_WORD + 1),
    ],
    ids=[
        "empty",
        "spaces",
        "group",
        "star",
        "suffix",
        "prefix",
        "dash",
        "html",
        "comma",
        "override",
        "emoji",
        "long",
    ],
)
def test_anything_else_is_refused(word: str) -> None:
    with pytest.raises(OwnWordError):
        checked_word(word)
    with pytest.raises(OwnWordError):
        checked_word("sham", word.strip() or "[a]")


def test_a_neutral_wording_is_another_word() -> None:
    with pytest.raises(OwnWordError):
        checked_word("Cronies", "cronies")


@pytest.mark.parametrize("again", ["nanny state", "Nanny State", "NANNY STATE"])
def test_a_word_is_in_the_list_once(again: str) -> None:
    with pytest.raises(OwnWordError):
        checked_words([OwnWord("nanny state"), OwnWord("cronies"), OwnWord(again)])


def test_there_is_a_limit() -> None:
    words = [OwnWord(f"word{number}") for number in range(MOST_WORDS + 1)]
    assert len(checked_words(words[:-1])) == MOST_WORDS
    with pytest.raises(OwnWordError):
        checked_words(words)


def test_it_is_said_of_each_kind_how_often_it_is_right() -> None:
    assert kinds().keys() <= ACCURACY.keys()
