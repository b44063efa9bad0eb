"""Bootstrap intervals over articles. Pure."""

from collections.abc import Iterator

import numpy as np

from reports.agreement.continuum import Array
from reports.agreement.measure import RESAMPLES, SEED

CHUNK = 100
MAX_BLOCKS = 200


def draws_of(articles: int, seed: int = SEED) -> Iterator[Array]:
    """Yield how often each article is drawn, as ``(CHUNK, articles)`` arrays, ``RESAMPLES`` rows in all.

    Each row draws as many articles as there are, with replacement: ``integers(articles, size=articles)`` of PCG64.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    for _ in range(RESAMPLES // CHUNK):
        rows = [
            np.bincount(random.integers(articles, size=articles), minlength=articles) for _ in range(CHUNK)
        ]
        yield np.stack(rows).astype(float)


def in_blocks(sums: Array) -> Array:
    """Return the sums of neighbouring articles added so that at most ``MAX_BLOCKS`` rows are left.

    The variance of a sum over hundreds of articles is the same over blocks of them, and is computed in no time.
    """
    blocks = min(len(sums), MAX_BLOCKS)
    return np.add.reduceat(sums, np.linspace(0, len(sums), blocks, endpoint=False).astype(int), axis=0)


def interval(values: Array, confidence: float) -> tuple[float | None, float | None]:
    """Return the percentile interval of the values of the resamples that are defined; None if none is."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None, None
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
