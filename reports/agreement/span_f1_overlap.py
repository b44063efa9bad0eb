"""How much of a reader's passages another marked, too: span F1 by overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import whole_percent
from web.i18n.lazy_message import Message


class SpanF1Overlap(SummableMeasure):
    """The mean over passages of the part that another reader tagged the same, pooled over all pairs of readers.

    Da San Martino et al., SemEval-2020 task 11, with partial credit; there P and R of two readers are harmonised, as
    ``overlap_scores`` does, while pooled over all ordered pairs P and R are one number.
    """

    slug = "overlap"
    order = 2
    scope = "both"
    title = Message("Overlap")
    about = Message(
        "Span F1 by overlap, as in SemEval-2020 task 11: the part of a passage that another reader marked with the "
        "same tag, averaged over all passages and all pairs of readers, so that short passages count as much as long."
    )
    undefined = Message("Nobody marked this.")

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """The parts that others marked, and all units, each counted once for each other reader."""
        found = np.zeros((continuum.sentences, 2))
        for tag in tags:
            units = continuum.units(tag)
            each = continuum.density(units, 1 / units.size)
            found[:, 0] += continuum.by_sentence(each * (continuum.depth(units) - 1))
            found[:, 1] += continuum.by_sentence(each) * (continuum.readers - 1)
        return found

    def value(self, sums: Array) -> Array:
        """F1, 0..1."""
        return safe_ratio(sums[..., 0], sums[..., 1])

    def says(self, value: float) -> Message:
        """How much of a passage another marked."""
        return Message(
            "On average {percent} % of what one reader marked was marked by another with the same tag."
        ).format(percent=whole_percent(value))


def overlap_scores(
    these: Sequence[tuple[int, int]], those: Sequence[tuple[int, int]]
) -> tuple[float | None, float | None, float | None]:
    """(P, R, F1) of ``these`` spans against ``those``, of one tag, each list free of overlaps; SemEval-2020 task 11.

    P is the mean part of these that lies in those, R the mean part of those that lies in these; None where there
    are none.
    """

    def covered(spans: Sequence[tuple[int, int]], by: Sequence[tuple[int, int]]) -> float | None:
        if not spans:
            return None
        # Only those from the first that reaches behind a span's start to the last that begins before its end touch it.
        by = sorted(by)
        reached = list(accumulate((end for _, end in by), max))
        starts = [start for start, _ in by]

        def shared(start: int, end: int) -> int:
            touching = by[bisect_right(reached, start) : bisect_left(starts, end)]
            return sum(max(0, min(end, b) - max(start, a)) for a, b in touching)

        return sum(shared(start, end) / (end - start) for start, end in spans) / len(spans)

    p, r = covered(these, those), covered(those, these)
    f1 = None if p is None or r is None else (2 * p * r / (p + r) if p + r else 0.0)
    return p, r, f1
