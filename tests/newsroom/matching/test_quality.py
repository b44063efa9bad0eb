"""The page gives the precision and recall of the proposals; the half that was read meets the goal."""

import re
from pathlib import Path

import pytest

from newsroom.claims.matching.compare import compare
from tests.newsroom.pairs.measure import DEVELOPMENT, HELD_OUT, measure, read_pairs

LEAST_PRECISION, LEAST_RECALL = 0.9, 0.6
PAGE = Path(__file__).parents[3] / "docs" / "claims.md"
ROW = re.compile(
    r"^\| (\w+) \| (claim|review) \| (en|es) \| ([\d.]+) \| ([\d.]+) \| (\d+) \| (\d+) \| (\d+) \|",
    re.MULTILINE,
)

Figures = tuple[float, float, int, int, int]


def _figures(half: str, against: str, language: str) -> Figures:
    """Return precision, recall, and the numbers of right, wrong and missed proposals: figures only, no texts."""
    quality = measure(lambda *texts: compare(*texts).same, read_pairs(half, against))[language]
    wrong, missed = (sum(map(len, pairs.values())) for pairs in (quality.false_matches, quality.missed))
    return round(quality.precision or 0, 3), round(quality.recall or 0, 3), quality.matches, wrong, missed


def _published() -> dict[tuple[str, str, str], Figures]:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {
        (half, against, language): (float(precision), float(recall), int(right), int(wrong), int(missed))
        for half, against, language, precision, recall, right, wrong, missed in rows
    }


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("against", ["claim", "review"])
@pytest.mark.parametrize("half", [DEVELOPMENT, HELD_OUT])
def test_the_page_gives_the_figures(half: str, against: str, language: str) -> None:
    assert _figures(half, against, language) == _published()[half, against, language]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("against", ["claim", "review"])
def test_the_half_that_was_read_meets_the_goal(against: str, language: str) -> None:
    precision, recall, *_ = _figures(DEVELOPMENT, against, language)
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL
