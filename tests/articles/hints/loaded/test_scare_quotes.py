"""A few words in quotation marks that nobody is quoted with."""

import pytest

from articles.hints import hints
from tests.articles.hints.loaded.marked import unmarked, with_marks


@pytest.mark.parametrize(
    "marked",
    [
        "Then the [“experts”] came back.",
        'Norland has opened more [“police stations”] abroad.',
        "Norland has opened more [‘police stations’] abroad.",
        "Norland has opened ['police stations'] abroad.",
        "The so-called [“reform”] failed.",
        "It was one of their [“reforms.”]",
    ],
)  # fmt: skip
def test_scare_quotes_are_found(marked: str) -> None:
    assert with_marks(unmarked(marked), "en", kind="scare-quotes") == marked


@pytest.mark.parametrize(
    "text",
    [
        "The film is called “summer rain” here.",
        "The word “reform” comes from Latin.",
        "A sign reading “no entry” stood there.",
        "He sang “Summer Rain” there.",
        "“We will not go there today,” she said.",
        "It was a “very long and very cold” night.",
        "The “2030” plan was read.",
        "The boys' toys and the girls' books burned.",
        "It stood in the ’70s ‘ here.",
        "An “open",
    ],
)
def test_other_quotation_marks_are_left_alone(text: str) -> None:
    assert with_marks(text, "en", kind="scare-quotes") == text


def test_only_those_after_a_word_of_doubt_are_sure() -> None:
    sure = {
        text: [hint.sure for hint in hints(text, "en") if hint.kind == "scare-quotes"]
        for text in ("The “experts” came.", "The so-called “experts” came.")
    }
    assert list(sure.values()) == [[False], [True]]
