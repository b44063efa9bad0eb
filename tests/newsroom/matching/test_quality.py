"""Proposals are as good as the page says: precision and recall in each language on both halves of the pairs."""

import pytest

from newsroom.claims.matching.compare import compare
from tests.newsroom.pairs.measure import DEVELOPMENT, measure, read_pairs

LEAST_PRECISION, LEAST_RECALL = 0.9, 0.6


@pytest.mark.parametrize("against", ["claim", "review"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("half", [DEVELOPMENT])
def test_precision_and_recall(half: str, language: str, against: str) -> None:
    # Only figures are compared: a failure prints no text of the half that is left unread.
    precision, recall = _figures(half, language, against)
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL


def _figures(half: str, language: str, against: str) -> tuple[float, float]:
    quality = measure(lambda *texts: compare(*texts).same, read_pairs(half, against))[language]
    return round(quality.precision or 0, 3), round(quality.recall or 0, 3)
