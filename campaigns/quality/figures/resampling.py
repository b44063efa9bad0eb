"""Bootstrap intervals over articles. Pure."""

from collections.abc import Iterator

import numpy as np

from reports.agreement.continuum import Array
from reports.agreement.measure import RESAMPLES, SEED

CHUNK = 100


def draws_of(articles: int) -> Iterator[Array]:
    """Yield how often each article is drawn, as ``(CHUNK, articles)`` arrays, ``RESAMPLES`` rows in all.

    Each row draws as many articles as there are, with replacement: ``integers(articles, size=articles)`` of PCG64.
    """
    random = np.random.Generator(np.random.PCG64(SEED))
    for _ in range(RESAMPLES // CHUNK):
        rows = [
            np.bincount(random.integers(articles, size=articles), minlength=articles) for _ in range(CHUNK)
        ]
        yield np.stack(rows).astype(float)


def interval(values: Array, confidence: float) -> tuple[float | None, float | None]:
    """Return the percentile interval of the values of the resamples that are defined; None if none is."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None, None
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
