"""Scores over articles, figures of tags, and confusions that come back: known cases and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.feedback.scoring import AnnotatedSpan, Answer, Outcome, ScoringResult, score
from reports.progress.chart import line_chart
from reports.progress.figures import TagFigures, Work, exercise_score, habits, tag_figures, total

TEXT = "one two three four five six seven eight nine ten"
TAGS = ("claim", "opinion", "loaded")
WORDS = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in TEXT.split()]


def result(answers: dict[int, str], annotations: dict[int, str]) -> ScoringResult:
    """Return the result where the words of these numbers are answers and annotations, each with a tag."""
    return score(
        TEXT,
        [AnnotatedSpan(*WORDS[number], tag) for number, tag in annotations.items()],
        [Answer(*WORDS[number], tag) for number, tag in answers.items()],
    )


by_word = st.dictionaries(st.integers(0, 9), st.sampled_from(TAGS))
results = st.lists(st.builds(result, by_word, by_word), max_size=6)


def test_each_article_counts_by_what_is_in_it() -> None:
    works = [Work(result({0: "claim"}, {0: "claim"})), Work(result({0: "claim", 1: "claim", 2: "claim"}, {}))]
    # One answer found with one annotation, three missed: 2 · 1 / (4 + 1).
    assert exercise_score(works) == pytest.approx(2 / 5)


def test_a_teachers_score_counts_instead_of_the_computed_one() -> None:
    assert exercise_score([Work(result({0: "claim"}, {}), override=0.8)]) == pytest.approx(0.8)
    assert exercise_score([]) is None


@given(results)
def test_without_overrides_the_score_is_the_f1_over_all_articles(all_results: list[ScoringResult]) -> None:
    annotated = sum(one.answers + one.annotations for one in all_results)
    credit = sum(match.credit for one in all_results for match in one.matches)
    value = exercise_score([Work(one) for one in all_results])
    assert value == (pytest.approx(2 * credit / annotated) if annotated else None)


@given(results)
def test_every_answer_and_every_annotation_is_counted_once(all_results: list[ScoringResult]) -> None:
    figures = tag_figures(all_results)
    assert sum(one.answers for one in figures.values()) == sum(one.answers for one in all_results)
    extra = sum(one.count(Outcome.EXTRA) for one in all_results)
    assert sum(one.extra for one in figures.values()) == extra
    assert total(tag_figures([one]) for one in all_results) == figures


@given(results)
def test_a_habit_is_frequent_and_never_more_than_its_answers(all_results: list[ScoringResult]) -> None:
    for habit in habits(all_results):
        assert habit.right != habit.wrong
        assert 3 <= habit.cases <= habit.answers <= 5 * habit.cases


def test_a_confusion_is_a_habit_from_the_third_case_on() -> None:
    once = result({0: "claim", 1: "opinion"}, {0: "opinion", 1: "opinion"})
    assert habits([once, once]) == ()
    assert [(habit.right, habit.wrong, habit.cases, habit.answers) for habit in habits([once] * 3)] == [
        ("claim", "opinion", 3, 3)
    ]
    right = result({0: "claim"}, {0: "claim"})
    assert habits([once] * 3 + [right] * 13) == ()


def test_the_share_of_a_tag_without_answers_is_unknown() -> None:
    assert TagFigures(extra=3).share is None
    assert TagFigures(found=1, boundary=1, missed=2).share == pytest.approx(0.5)


@given(st.lists(st.none() | st.floats(0, 1), max_size=20))
def test_a_chart_has_a_dot_for_each_value_inside_its_box(values: list[float | None]) -> None:
    chart = line_chart(values, "<scores>")
    assert chart.count("<circle") == sum(value is not None for value in values)
    assert "&lt;scores&gt;" in chart
    assert "NaN" not in chart
