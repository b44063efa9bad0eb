"""How much of one reader's passages another reader annotated as well: span F1 by overlap."""

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import whole_percent
from web.i18n.lazy_message import Message


class SpanF1Overlap(SummableMeasure):
    """The mean share of a passage that another reader gave the same tag, pooled over all pairs of readers.

    Da San Martino et al., SemEval-2020 task 11, with partial credit. There, P and R of two readers are combined as in
    ``overlap_scores``; pooled over all ordered pairs, P and R are the same number.
    """

    slug = "overlap"
    order = 2
    scope = "both"
    in_words = True
    compares_reports = True
    compares_passages = True
    title = Message("Overlap")
    about = Message(
        "Span F1 by overlap, as in SemEval-2020 task 11: the share of a passage that another "
        "reader highlighted with the same tag, averaged over all passages and all pairs of "
        "readers, so that short passages count as much as long ones."
    )
    undefined = Message("There are no highlights to compare.")

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Sum the shares of units that the others annotated, on average, and count all units."""
        counts = np.zeros((continuum.sentences, 2))
        for tag in tags:
            units = continuum.units(tag)
            density = continuum.density(units, 1 / units.size)
            counts[:, 0] += continuum.by_sentence(density * (continuum.depth(units) - 1)) / (
                continuum.readers - 1
            )
            counts[:, 1] += continuum.by_sentence(density)
        return counts

    def value(self, sums: Array) -> Array:
        """Return F1, 0..1."""
        return safe_ratio(sums[..., 0], sums[..., 1])

    def says(self, value: float) -> Message:
        return Message(
            "On average, another reader highlighted {percent} % of a passage with the same tag."
        ).format(percent=whole_percent(value))
