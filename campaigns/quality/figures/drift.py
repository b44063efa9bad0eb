"""Drift: whether somebody annotates differently of late than before, compared with the others. Pure.

The rule: the last part of somebody's articles (``RECENT``, in the order in which they handed them in) is compared with
those before, if there are at least ``MIN_BEFORE`` and ``MIN_RECENT`` of them. It is drift if

- agreement fell: uα with the others, minus uα of the others among one another on the same articles, is lower by at
  least ``FALL``. So harder articles are not taken for drift. Where nobody has two others to compare with, uα with the
  others alone; or
- a tag grew or shrank: its share of their highlights, minus its share of the others' on the same articles, changed by
  at least ``SHIFT``;

and if the difference is 0 for none of the values of a ``CONFIDENCE`` interval (percentile bootstrap over the articles
of both parts).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from campaigns.quality.figures.hand_in_sums import (
    OTHERS_UNITS,
    OWN_UNITS,
    HandInSums,
    measure,
    sums_for,
)
from campaigns.quality.figures.resampling import draws_of, in_blocks, interval
from reports.agreement.continuum import Array
from reports.agreement.measure import safe_ratio

RECENT = 0.3
MIN_BEFORE, MIN_RECENT = 12, 6
FALL, SHIFT = 0.1, 0.1
CONFIDENCE = 0.99


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed: agreement with the others (``tag`` is ""), or the share of a tag; ``before`` and ``recent`` values.

    ``others_before`` and ``others_recent`` are those of the others on the same articles; None if there are no two of
    them. ``recent_articles`` is how many articles are the recent ones.
    """

    tag: str
    before: float
    recent: float
    others_before: float | None
    others_recent: float | None
    recent_articles: int

    @property
    def grew(self) -> bool:
        """Return whether the value is higher than before."""
        return self.recent > self.before


def recent_count(articles: int) -> int | None:
    """Return how many of somebody's articles are the recent ones; None if they are too few for a comparison."""
    recent = max(MIN_RECENT, round(articles * RECENT))
    return recent if articles - recent >= MIN_BEFORE else None


def find_drift(table: HandInSums, tags: Sequence[str]) -> tuple[Drift, ...]:
    """Return the drift of the person whose hand-ins are the rows, in the order in which they were handed in."""
    findings = [
        _agreement(table, len(tags)),
        *(_share(table, number, tag) for number, tag in enumerate(tags)),
    ]
    return tuple(drift for drift in findings if drift)


def _agreement(table: HandInSums, tags: int) -> Drift | None:
    with_peers = table.rows(table.readers > 2)
    has_peers = recent_count(len(with_peers)) is not None
    table = with_peers if has_peers else table
    numbers = range(tags)
    value = measure("tagging").value
    own = sums_for("tagging", table, numbers)
    peers = sums_for("tagging", table, numbers, peers=True) if has_peers else np.empty((len(table), 0))
    width = own.shape[1]

    def values(sums: Array) -> tuple[Array, Array]:
        return value(sums[..., :width]), value(sums[..., width:]) if has_peers else np.zeros(sums.shape[:-1])

    drift = _compare("", np.concatenate([own, peers], axis=1), values, lambda change: change <= -FALL)
    if drift and not has_peers:
        return Drift("", drift.before, drift.recent, None, None, drift.recent_articles)
    return drift


def _share(table: HandInSums, number: int, tag: str) -> Drift | None:
    units = table.sums[:, :-1, [OWN_UNITS, OTHERS_UNITS]]
    sums = np.concatenate([units[:, number], units.sum(axis=1)], axis=1)

    def values(sums: Array) -> tuple[Array, Array]:
        return safe_ratio(sums[..., 0], sums[..., 2]), safe_ratio(sums[..., 1], sums[..., 3])

    return _compare(tag, sums, values, lambda change: abs(change) >= SHIFT)


def _compare(
    tag: str,
    sums: Array,
    values: Callable[[Array], tuple[Array, Array]],
    is_large: Callable[[float], bool],
) -> Drift | None:
    """Compare the sums of the recent articles with those before; ``values`` are own and others' of any sums."""
    recent = recent_count(len(sums))
    if recent is None:
        return None
    parts = (sums[:-recent], sums[-recent:])
    (before, others_before), (now, others_now) = (values(part.sum(axis=0)) for part in parts)
    change = float((now - others_now) - (before - others_before))
    if np.isnan(change) or not is_large(change):
        return None
    earlier, later = (_resampled(part, values, seed) for seed, part in enumerate(parts, 1))
    low, high = interval(later - earlier, CONFIDENCE)
    if low is None or high is None or low <= 0 <= high:
        return None
    return Drift(tag, float(before), float(now), float(others_before), float(others_now), recent)


def _resampled(sums: Array, values: Callable[[Array], tuple[Array, Array]], seed: int) -> Array:
    """Return own minus others' value in each bootstrap draw of articles."""
    blocks = in_blocks(sums)
    differences = []
    for draws in draws_of(len(blocks), seed):
        own, others = values(draws @ blocks)
        differences.append(own - others)
    return np.concatenate(differences)
