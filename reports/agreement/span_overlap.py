"""Precision, recall and F1 of the spans of one report against those of another, or of an answer key."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


def overlap_scores(
    spans: Sequence[tuple[int, int]], reference: Sequence[tuple[int, int]]
) -> tuple[float | None, float | None, float | None]:
    """Return (P, R, F1) of spans of one tag against reference spans, as in SemEval-2020 task 11.

    P is the mean share of ``spans`` that lies in ``reference``, R the mean share of ``reference`` that lies in
    ``spans``; None if there are none. Neither list may overlap itself.
    """

    def covered(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> float | None:
        if not spans:
            return None
        # Only those from the first that ends after a span's start to the last that begins before its end overlap it.
        others = sorted(others)
        furthest_ends = list(accumulate((end for _, end in others), max))
        starts = [start for start, _ in others]

        def overlap(start: int, end: int) -> int:
            overlapping = others[bisect_right(furthest_ends, start) : bisect_left(starts, end)]
            return sum(
                max(0, min(end, other_end) - max(start, other_start))
                for other_start, other_end in overlapping
            )

        return sum(overlap(start, end) / (end - start) for start, end in spans) / len(spans)

    precision, recall = covered(spans, reference), covered(reference, spans)
    if precision is None or recall is None:
        return precision, recall, None
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
