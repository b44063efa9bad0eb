"""A few words in quotation marks that nobody is quoted with."""

import pytest

from articles.hints import hints
from tests.articles.hints.loaded.marked import unmarked, with_marks


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "Then the [“experts”] came back."),
        ("en", 'Norland has opened more [“police stations”] abroad.'),
        ("en", "Norland has opened more [‘police stations’] abroad."),
        ("en", "Norland has opened ['police stations'] abroad."),
        ("en", "The so-called [“reform”] failed."),
        ("en", "It was one of their [“reforms.”]"),
        ("es", "Luego volvieron los [«expertos»]."),
        ("es", "Abrieron más [“comisarías”] en el extranjero."),
        ("es", "El supuesto [«rescate»] fracasó."),
    ],
)  # fmt: skip
def test_scare_quotes_are_found(language: str, marked: str) -> None:
    assert with_marks(unmarked(marked), language, kind="scare-quotes") == marked


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The film is called “summer rain” here."),
        ("en", "The word “reform” comes from Latin."),
        ("en", "A sign reading “no entry” stood there."),
        ("en", "Critics say the plan is “unworkable”."),
        ("en", "She vowed to fight “to the end”."),
        ("en", "He sang “Summer Rain” there."),
        ("en", "“We will not go there today,” she said."),
        ("en", "It was a “very long and very cold” night."),
        ("en", "The “2030” plan was read."),
        ("en", "The boys' toys and the girls' books burned."),
        ("en", "It stood in the ’70s ‘ here."),
        ("en", "An “open"),
        ("es", "La película se titula «noches de verano» en España."),
        ("es", "La palabra «reforma» viene del latín."),
        ("es", "El llamado «puente de los perros» reabre en abril."),
    ],
)
def test_other_quotation_marks_are_left_alone(language: str, text: str) -> None:
    assert with_marks(text, language, kind="scare-quotes") == text


def test_only_those_after_a_word_of_doubt_are_sure() -> None:
    sure = {
        text: [hint.sure for hint in hints(text, "en") if hint.kind == "scare-quotes"]
        for text in ("The “experts” came.", "The so-called “experts” came.")
    }
    assert list(sure.values()) == [[False], [True]]
