"""Of the characters that one reader annotated, the share that another gave the same tag: positive agreement."""

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import whole_percent
from web.i18n.lazy_message import Message


class CharacterAgreement(SummableMeasure):
    """2a / (2a + b + c) over the characters, pooled over all pairs of readers.

    Dice 1945; Spitzer & Fleiss 1974.
    """

    slug = "letters"
    order = 3
    scope = "both"
    headline = True
    compares_reports = True
    compares_passages = True
    title = Message("By character")
    about = Message(
        "Positive agreement (Dice’s coefficient): twice the number of characters that both of "
        "two readers highlighted with the tag, divided by the number that each highlighted, "
        "pooled over all pairs of readers. Long passages count more than short ones."
    )
    undefined = Message("There are no highlights to compare.")

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Count the characters that each reader annotated: those that the others did as well, on average, and all."""
        counts = np.zeros((continuum.sentences, 2))
        for tag in tags:
            depth = continuum.depth(continuum.units(tag))
            counts[:, 0] += continuum.by_sentence(depth * (depth - 1)) / (continuum.readers - 1)
            counts[:, 1] += continuum.by_sentence(depth)
        return counts

    def value(self, sums: Array) -> Array:
        """Return the agreement, 0..1."""
        return safe_ratio(sums[..., 0], sums[..., 1])

    def says(self, value: float) -> Message:
        return Message(
            "Of the text that one reader highlighted, another reader highlighted {percent} % with "
            "the same tag."
        ).format(percent=whole_percent(value))
