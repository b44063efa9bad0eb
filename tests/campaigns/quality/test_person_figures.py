"""Each person's figures: agreement with the others, the answer key, pace, and tags."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.quality.figures.article_figures import ArticleFigures
from campaigns.quality.figures.campaign_agreement import campaign_agreement
from campaigns.quality.figures.person_figures import (
    ALONE,
    PersonFigures,
    own_figures,
    person_figures,
)
from tests.campaigns.quality.hand_ins import TAGS, article, articles, hand_in
from tests.campaigns.quality.simulated import simulated_campaign


@settings(max_examples=25)
@given(st.data())
def test_of_two_people_each_agrees_with_the_others_as_the_campaign_does(data: st.DataObject) -> None:
    rows = [replace(row, hand_ins=row.hand_ins[:2]) for row in data.draw(articles())]
    rows = [
        replace(row, hand_ins=tuple(replace(one, person=n) for n, one in enumerate(row.hand_ins)))
        for row in rows
    ]
    campaign = campaign_agreement(rows, TAGS)
    for person in person_figures(rows, TAGS).values():
        for slug, score in person.agreement.items():
            expected = campaign.of(slug).score.value
            assert score.value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=25, deadline=None)
@given(articles(), st.integers(1, 5))
def test_to_exclude_somebody_is_as_if_the_others_had_never_met_them(
    rows: list[ArticleFigures], person: int
) -> None:
    without = [
        replace(row, hand_ins=tuple(one for one in row.hand_ins if one.person != person)) for row in rows
    ]
    expected = person_figures(without, TAGS)
    actual = person_figures(rows, TAGS, frozenset([person]))
    assert {other: one for other, one in actual.items() if other != person} == expected
    # Their own figures stay: they are compared with the others.
    assert_nearly_equal(actual.get(person), person_figures(rows, TAGS).get(person))


def test_the_articles_of_others_before_change_nothing_but_the_rounding() -> None:
    """Sums run over the articles one after the other. This is an example that Hypothesis found."""
    others = [(43, 44, "a"), (0, 1, "a"), (36, 43, "a"), (37, 48, "a")]
    rows = [
        article(1, (1, others), (3, [(19, 23, "c"), (35, 40, "a"), (33, 44, "a")])),
        article(
            2, (1, [(43, 44, "a"), (19, 21, "a"), (53, 60, "a"), (27, 35, "a")]), (2, [(56, 59, "a")]),
            (3, [(0, 1, "a")] * 5), (4, []), (5, []),
        ),
        article(3, (2, [(0, 1, "a"), (0, 1, "a"), (36, 43, "a"), (37, 38, "a")]), (1, [])),
    ]  # fmt: skip
    assert_nearly_equal(person_figures(rows, TAGS, frozenset([2]))[2], person_figures(rows, TAGS)[2])


def assert_nearly_equal(one: PersonFigures | None, other: PersonFigures | None) -> None:
    """Assert that the figures are equal but for rounding."""
    values, expected = ([] if figures is None else list(leaves(asdict(figures))) for figures in (one, other))
    assert values == pytest.approx(expected, abs=1e-9)


def leaves(value: Any) -> Iterator[Any]:
    """Yield all values in nested dictionaries and sequences."""
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    if not isinstance(value, list | tuple):
        yield value
        return
    for part in value:
        yield from leaves(part)


def test_the_key_counts_each_article_by_its_answers_and_highlights() -> None:
    scored = [replace(hand_in(1, []), score=0.5, weight=30), replace(hand_in(1, []), score=1.0, weight=10)]
    rows = [ArticleFigures(number, 60, 12, (one,)) for number, one in enumerate(scored, 1)]
    rows.append(article(3, (1, [])))
    person = person_figures(rows, TAGS)[1]
    assert (person.controls, person.key) == (2, pytest.approx(0.625))
    assert person.agreement["tagging"].why_undefined == ALONE


def test_pace_is_in_hours_of_work() -> None:
    person = person_figures([article(n, (1, [])) for n in (1, 2, 3)], TAGS)[1]
    # Ten minutes and twelve words each.
    assert (person.articles_per_hour, person.words_per_hour) == (6, 72)


def test_the_share_of_a_tag_is_beside_that_of_the_others_on_the_same_articles() -> None:
    rows = [
        article(1, (1, [(0, 4, "a"), (6, 9, "b")]), (2, [(0, 4, "a"), (6, 9, "a")]), (3, [(0, 4, "a")])),
        article(2, (2, [(0, 4, "c")]), (3, [(0, 4, "c")])),
    ]
    shares = {one.tag: (one.highlights, one.own, one.others) for one in person_figures(rows, TAGS)[1].tags}
    assert shares == {"a": (1, 0.5, 1.0), "b": (1, 0.5, 0.0), "c": (0, 0.0, 0.0)}


def test_steps_cover_all_articles_in_the_order_in_which_they_were_handed_in() -> None:
    person = person_figures(simulated_campaign(), ("claim", "allegation", "opinion", "loaded"))[1]
    assert sum(step.articles for step in person.steps) == person.articles
    assert 5 <= len(person.steps) <= 10
    assert all(step.articles >= 5 for step in person.steps)
    assert all(one.last < two.first for one, two in zip(person.steps, person.steps[1:], strict=False))


def only_first(rows: list[ArticleFigures], count: int) -> PersonFigures | None:
    """Return what person 1 sees of their own figures once the first articles are released."""
    return own_figures(rows[:count], TAGS, 1, frozenset(), 5)


def test_own_figures_never_differ_by_fewer_than_five_articles() -> None:
    rows = [
        article(n, (1, [(0, 4, "a")]), (2, [(n % 5, n % 5 + 4, "a")]), (3, [(0, 9, "b")]))
        for n in range(1, 13)
    ]
    assert only_first(rows, 4) is None
    for before, after in ((5, 9), (10, 12)):
        assert only_first(rows, before) == only_first(rows, after)
    first, second = only_first(rows, 5), only_first(rows, 10)
    assert first
    assert second
    assert (first.shared, second.shared) == (5, 10)
    # A step that was seen stays as it is.
    assert second.steps[: len(first.steps)] == first.steps


def test_articles_that_nobody_else_handed_in_are_no_part_of_own_figures() -> None:
    alone = [article(n, (1, [(0, 4, "a")])) for n in range(1, 8)]
    shared = [article(n, (1, [(0, 4, "a")]), (2, [(0, 4, "a")])) for n in range(8, 14)]
    own = only_first([*alone, *shared], 13)
    assert own
    assert (own.articles, own.shared) == (5, 5)
    assert own_figures([*alone, *shared], TAGS, 1, frozenset({2}), 5) is None


def test_steps_of_own_figures_are_of_whole_groups() -> None:
    rows = simulated_campaign(articles=120, people=3, per_article=3)
    own = own_figures(rows, ("claim", "allegation", "opinion", "loaded"), 1, frozenset(), 5)
    assert own
    assert {step.shared for step in own.steps} <= {10, 15}
    assert (own.key, own.controls, own.drift) == (None, 0, ())
