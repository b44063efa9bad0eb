"""The agreement of a campaign is that of its articles, laid end to end."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.quality.figures.article_figures import ArticleFigures, from_json, people_in, to_json
from campaigns.quality.figures.campaign_agreement import TOO_FEW, CampaignAgreement, campaign_agreement
from reports.agreement import agreement, all_measures
from reports.agreement.continuum import Continuum, Unit
from reports.layers import SpanAnnotation
from tests.campaigns.quality.hand_ins import LENGTH, TAGS, article, articles, units
from tests.reports.agreement.test_known_answers import THREE


def values(result: CampaignAgreement) -> dict[tuple[str, str], float | None]:
    return {(one.measure, one.tag): one.score.value for one in (*result.overall, *result.by_tag)}


def scores_of(continuum: Continuum, result: CampaignAgreement) -> dict[tuple[str, str], float | None]:
    """Return what the measures of one text say of a continuum."""
    return {
        (one.measure, one.tag): all_measures()[one.measure]
        .score(continuum, (one.tag,) if one.tag else TAGS)
        .value
        for one in (*result.overall, *result.by_tag)
    }


def same(one: dict[tuple[str, str], float | None], other: dict[tuple[str, str], float | None]) -> None:
    assert one.keys() == other.keys()
    for key, value in one.items():
        assert value == pytest.approx(other[key], abs=1e-9) if value is not None else other[key] is None, key


@settings(max_examples=30)
@given(st.lists(st.lists(units(), max_size=6), min_size=2, max_size=5))
def test_of_one_article_it_is_that_of_the_article(layers: list[list[Unit]]) -> None:
    result = campaign_agreement([article(1, *enumerate(layers, 1))], TAGS)
    same(values(result), scores_of(Continuum(LENGTH, layers), result))


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.lists(units(), max_size=4), st.lists(units(), max_size=4)), min_size=2, max_size=5)
)
def test_of_several_it_is_that_of_their_texts_end_to_end(pairs: list[tuple[list[Unit], list[Unit]]]) -> None:
    result = campaign_agreement([article(n, *enumerate(pair, 1)) for n, pair in enumerate(pairs, 1)], TAGS)
    layers = [
        [
            (start + n * LENGTH, end + n * LENGTH, tag)
            for n, pair in enumerate(pairs)
            for start, end, tag in pair[side]
        ]
        for side in (0, 1)
    ]
    same(values(result), scores_of(Continuum(LENGTH * len(pairs), layers), result))


@settings(max_examples=20)
@given(articles(), st.integers(1, 5))
def test_to_exclude_somebody_is_as_if_they_had_never_been_there(
    rows: list[ArticleFigures], person: int
) -> None:
    without = [
        replace(row, hand_ins=tuple(one for one in row.hand_ins if one.person != person)) for row in rows
    ]
    assert campaign_agreement(rows, TAGS, frozenset([person])) == campaign_agreement(without, TAGS)


@settings(max_examples=20)
@given(articles())
def test_what_is_stored_gives_the_same(rows: list[ArticleFigures]) -> None:
    stored = [from_json(row.article, to_json(row)) for row in rows]
    assert [to_json(row) for row in stored] == [to_json(row) for row in rows]
    assert campaign_agreement(stored, TAGS) == campaign_agreement(rows, TAGS)


def test_the_published_example_as_two_articles_by_different_people() -> None:
    """Three people on one text, and three others on the same text: the values are those of one text."""
    layers = [
        [(2, 5, "a"), (9, 11, "a"), (12, 20, "b")],
        [(2, 5, "a"), (7, 15, "b")],
        [(2, 5, "a"), (10, 15, "b")],
    ]
    rows = [article(1, *enumerate(layers, 1), length=20), article(2, *enumerate(layers, 4), length=20)]
    result = campaign_agreement(rows, ("a", "b"))
    assert (result.articles, result.people, result.hand_ins, result.highlights) == (2, 6, 6, 14)
    letters = all_measures()["letters"].score(THREE, ("1", "2")).value
    assert result.of("letters").score.value == pytest.approx(letters)
    one = campaign_agreement(rows[:1], ("a", "b"))
    assert one.of("unitizing").score.value == pytest.approx(0.473913, abs=1e-6)
    assert one.of("coding").score.value == pytest.approx(0.778882, abs=1e-6)
    assert one.of("coding-each", "b").score.coverage == pytest.approx(0.595238, abs=1e-6)


def test_missing_people_weigh_as_in_a_reliability_table() -> None:
    """Two people on the first article and three on the second, worked out by hand.

    One tag. l.. = 2·10 + 3·10 = 50; marked l_c = (4+4) + (4+4+0) = 16; l_cc = 8/1 + 8/2 = 12;
    gaps 34, l_φφ = 12/1 + (12 + 12 + 12)/2 = 30; Σw = 4·16 + 34 = 98.
    uα = 1 - (50 - 42) / (50 - 50 (16² - 64 + 34² - 34) / (50² - 98)).
    """
    marked: list[Unit] = [(0, 4, "a")]
    rows = [
        article(1, (1, marked), (2, marked), length=10),
        article(2, (1, marked), (2, marked), (3, []), length=10),
    ]
    expected = 1 - 8 / (50 - 50 * (16**2 - 64 + 34**2 - 34) / (50**2 - 98))
    assert campaign_agreement(rows, ("a",)).of("tagging").score.value == pytest.approx(expected)
    # F1: of 16 characters that somebody marked, 4 + 4 are marked by the other, and 2 + 2 by half of the others.
    assert campaign_agreement(rows, ("a",)).of("letters").score.value == pytest.approx(12 / 16)


def test_intervals_are_over_articles() -> None:
    marked: list[Unit] = [(0, 4, "a")]
    rows = [article(n, (1, marked), (2, marked if n % 2 else [(5, 9, "a")])) for n in range(1, 21)]
    score = campaign_agreement(rows, ("a",)).of("letters").score
    assert score.value == pytest.approx(0.5)
    assert score.low is not None
    assert score.high is not None
    # The standard error of a share of a half over 20 articles is 0.11.
    assert score.low == pytest.approx(0.5 - 1.96 * 0.112, abs=0.04)
    assert score.high == pytest.approx(0.5 + 1.96 * 0.112, abs=0.04)
    assert campaign_agreement(rows[:1], ("a",)).of("letters").score.low is None


def test_without_two_people_it_says_so() -> None:
    result = campaign_agreement([article(1, (1, [(0, 4, "a")]))], ("a",))
    assert result.of("tagging").score.why_undefined == TOO_FEW
    assert result.articles == 0
    assert result.confusion is None


@settings(max_examples=20)
@given(articles())
def test_the_confusion_is_over_all_articles(rows: list[ArticleFigures]) -> None:
    table = campaign_agreement(rows, TAGS).confusion
    counted = [row for row in rows if len(row.hand_ins) > 1]
    assert (table is None) == (not counted)
    if table:
        letters = sum(len(row.hand_ins) for row in counted) * LENGTH
        assert sum(table.letters) >= letters - 1e-6
        assert people_in(counted)


@settings(max_examples=30)
@given(st.lists(st.lists(units(), max_size=6), min_size=2, max_size=4))
def test_the_confusion_of_one_article_is_that_of_the_report(layers: list[list[Unit]]) -> None:
    by_reader = {
        str(number): [
            SpanAnnotation(str(n), start, end, tag, "", str(number), "")
            for n, (start, end, tag) in enumerate(layer)
        ]
        for number, layer in enumerate(layers, 1)
    }
    report = agreement("x" * LENGTH, by_reader, TAGS).confusion
    pooled = campaign_agreement([article(1, *enumerate(layers, 1))], TAGS).confusion
    assert pooled is not None
    for one, other in zip(report.shares, pooled.shares, strict=True):
        assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(one, other, strict=True))
