"""The sums of a hand-in against the others are those of the measures, over every pair."""

import numpy as np
import pytest
from hypothesis import given, settings

from campaigns.quality.figures.article_figures import ArticleFigures
from campaigns.quality.figures.hand_in_sums import hand_in_sums, measure, sums_for
from reports.agreement.continuum import Continuum
from tests.campaigns.quality.hand_ins import LENGTH, TAGS, articles


@pytest.mark.parametrize("slug", ["tagging", "marking", "letters", "overlap"])
@settings(max_examples=20)
@given(rows=articles())
def test_each_hand_in_with_each_other_as_two_readers(slug: str, rows: list[ArticleFigures]) -> None:
    table = hand_in_sums(rows, TAGS)
    sums = sums_for(slug, table, range(len(TAGS)))
    assert len(sums) == sum(len(row.hand_ins) for row in rows if len(row.hand_ins) > 1)
    for person, index, actual in zip(table.person, table.article, sums, strict=True):
        own, *others = sorted(rows[index].hand_ins, key=lambda one: one.person != person)
        pairs = [Continuum(LENGTH, [own.units(TAGS), other.units(TAGS)]) for other in others]
        expected = np.mean([measure(slug).sums(pair, TAGS)[0] for pair in pairs], axis=0)
        assert actual == pytest.approx(expected, abs=1e-9)


@settings(max_examples=20)
@given(articles())
def test_the_others_among_one_another(rows: list[ArticleFigures]) -> None:
    table = hand_in_sums(rows, TAGS)
    table = table.rows(table.readers > 2)
    sums = sums_for("tagging", table, range(len(TAGS)), peers=True)
    for person, index, actual in zip(table.person, table.article, sums, strict=True):
        layers = [one.units(TAGS) for one in rows[index].hand_ins if one.person != person]
        expected = measure("tagging").sums(Continuum(LENGTH, layers), TAGS)[0] * 2 / len(layers)
        assert actual == pytest.approx(expected, abs=1e-9)


def test_without_hand_ins_there_are_no_rows() -> None:
    assert len(hand_in_sums([], TAGS)) == 0
