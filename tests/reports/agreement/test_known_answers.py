"""The published worked examples give the published values, to three decimals or more."""

import pytest

from reports.agreement import all_measures
from reports.agreement.continuum import Continuum
from reports.agreement.span_overlap import overlap_scores

# L = 20; Alex, Paul, Susan.
THREE = Continuum(
    20,
    [
        [(2, 5, "1"), (9, 11, "1"), (12, 20, "2")],
        [(2, 5, "1"), (7, 15, "2")],
        [(2, 5, "1"), (10, 15, "2")],
    ],
)
APART = Continuum(12, [[(0, 5, "F")], [(6, 11, "F")]])
NOTHING = Continuum(12, [[(0, 5, "F")], []])
ALIKE = Continuum(30, [[(2, 5, "1"), (9, 11, "2")]] * 3)
EVERYTHING = Continuum(12, [[(0, 12, "F")], [(0, 12, "F")]])
# Positions from 150, L = 300; i and j.
OLD = Continuum(
    300,
    [
        [(75, 145, "c"), (220, 250, "c"), (30, 90, "k"), (150, 200, "k")],
        [(70, 150, "c"), (205, 225, "c"), (250, 270, "c"), (30, 90, "k"), (150, 200, "k")],
    ],
)


def value(slug: str, continuum: Continuum, *tags: str) -> float | None:
    return all_measures()[slug].score(continuum, tags or continuum.tags).value


@pytest.mark.parametrize(
    ("slug", "tags", "expected"),
    [
        ("unitizing", (), 0.473913),
        ("marking", (), 0.432812),
        ("coding", (), 0.778882),
        ("coding-each", ("1",), 0.769252),
        ("coding-each", ("2",), 0.786971),
    ],
)
def test_the_example_of_three(slug: str, tags: tuple[str, ...], expected: float) -> None:
    assert value(slug, THREE, *tags) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("slug", "tags", "expected"),
    [("coding", (), 0.383333), ("coding-each", ("1",), 0.954545), ("coding-each", ("2",), 0.595238)],
)
def test_coverage_of_the_example_of_three(slug: str, tags: tuple[str, ...], expected: float) -> None:
    assert all_measures()[slug].score(THREE, tags or THREE.tags).coverage == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("slug", ["unitizing", "marking", "tagging"])
def test_with_one_tag_they_are_one(slug: str) -> None:
    assert value(slug, APART) == pytest.approx(-0.523810, abs=1e-6)
    assert value(slug, NOTHING) == pytest.approx(-0.166667, abs=1e-6)
    assert value(slug, EVERYTHING) is None


@pytest.mark.parametrize("slug", ["unitizing", "marking", "tagging", "coding", "exact", "overlap", "letters"])
def test_identical_layers(slug: str) -> None:
    assert value(slug, ALIKE) == pytest.approx(1)


def test_the_measure_of_1995() -> None:
    assert value("alpha-1995", OLD, "c") == pytest.approx(0.728599, abs=1e-6)
    assert value("alpha-1995", OLD, "k") == pytest.approx(1)
    assert value("alpha-1995", OLD, "c", "k") == pytest.approx(0.858665, abs=1e-6)


def test_overlap_of_two_as_semeval_has_it() -> None:
    gold = [(0, 59), (115, 167), (171, 181), (740, 759)]
    assert overlap_scores([(0, 50), (115, 172)], gold) == pytest.approx(
        (0.964912, 0.486864, 0.647181), abs=1e-6
    )
    assert overlap_scores([], gold) == (None, 0.0, None)
    assert overlap_scores([(60, 61)], gold)[2] == 0


def test_exact_and_letters_of_the_example_of_three_by_hand() -> None:
    # Of 7 units the three first are one span: 3 pairs agree, 2 · 3 of (3 + 2) + (3 + 2) + (2 + 2).
    assert value("exact", THREE) == pytest.approx(6 / 14)
    # Tag 1: 9 letters of agreement over three pairs, 2 · 9 of 2 · 11; tag 2: 3 + 3 + 5 of 2 · 21.
    assert value("letters", THREE, "1") == pytest.approx(18 / 22)
    assert value("letters", THREE, "2") == pytest.approx(22 / 42)


def test_overlap_of_three_by_hand() -> None:
    # Tag 2: [12,20) has 3/8 of each other's; [7,15) has 3/8 and 5/8; [10,15) has 3/5 and 1.
    assert value("overlap", THREE, "2") == pytest.approx((6 / 8 + 8 / 8 + 8 / 5) / 6)
