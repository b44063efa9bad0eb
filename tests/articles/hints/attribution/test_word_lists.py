"""The lists of reporting words: every form is generated, and one list gives hints and the report their stances."""

from itertools import chain

import pytest

from articles.hints.attribution.english.grammar.inflection import forms
from articles.hints.attribution.stances import stance_by_form
from articles.hints.words import word_list
from reports.analysis.reporting_verbs import stance


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("say", "say says said saying"),
        ("deny", "deny denies denied denying"),
        ("quip", "quip quips quipped quipping"),
        ("admit", "admit admits admitted admitting"),
        ("whisper", "whisper whispers whispered whispering"),
        ("swear", "swear swears swore sworn swearing"),
        ("argue", "argue argues argued arguing"),
    ],
)
def test_all_forms_of_a_verb(verb: str, expected: str) -> None:
    assert forms("verbs", verb) == tuple(expected.split())


def test_only_the_first_word_of_a_phrasal_verb_changes() -> None:
    assert forms("verbs", "point out") == ("point out", "points out", "pointed out", "pointing out")


def test_the_tail_of_the_list_is_long() -> None:
    assert len(set(chain(*word_list("en", "reporting_verbs")["verbs"].values()))) >= 500


def test_no_word_has_two_stances() -> None:
    stances = word_list("en", "reporting_verbs")["stance"]
    listed = list(chain(*stances.values()))
    assert len(listed) == len(set(listed))


def test_the_report_reads_its_stances_from_the_same_list() -> None:
    words = {form: kind for form, kind in stance_by_form("en").items() if form.isalpha()}
    assert {form: stance(form, "en") for form in words} == words
