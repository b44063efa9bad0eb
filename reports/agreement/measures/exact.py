"""Whether readers drew exactly the same passages: span F1, exact."""

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import frequency_phrase
from web.i18n.lazy_message import Message


class SpanF1Exact(SummableMeasure):
    """2 · equal (start, end, tag) / (n₁ + n₂), both sums pooled over all pairs of readers.

    Passages of a reader who drew none of the other's count as well.
    """

    slug = "exact"
    order = 1
    scope = "both"
    in_words = True
    compares_reports = True
    compares_passages = True
    title = Message("Exact match")
    about = Message(
        "Span F1, exact: twice the number of passages for which two readers chose the same "
        "start, end and tag, divided by all passages of both, pooled over all pairs of readers. "
        "Outer punctuation is ignored."
    )
    undefined = Message("There are no highlights to compare.")

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Count the units that the others drew as well, on average, and all units."""
        counts = np.zeros((continuum.sentences, 2))
        for tag in tags:
            units = continuum.drawn(tag)
            spans = units.start * (continuum.length + 1) + units.end
            _, span_index, repetitions = np.unique(spans, return_inverse=True, return_counts=True)
            others = (repetitions[span_index] - 1) / (continuum.readers - 1)
            counts[:, 0] += continuum.spread(units, others)
            counts[:, 1] += continuum.spread(units, np.ones(len(units)))
        return counts

    def value(self, sums: Array) -> Array:
        """Return F1, 0..1."""
        return safe_ratio(sums[..., 0], sums[..., 1])

    def says(self, value: float) -> Message:
        return Message(
            "When one reader highlighted a passage, another reader chose exactly the same words and "
            "tag {often}."
        ).format(often=frequency_phrase(value))
