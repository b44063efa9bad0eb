"""Agreement on the tag where both readers annotated: Krippendorff's cuα."""

from collections.abc import Hashable, Sequence

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message


class CuAlpha(SummableMeasure):
    """cuα = 1 - (l' - Σ l_cc) / (l' - Σ e'_cc), over the characters that both of a pair annotated.

    Source: see ``UAlphaPerTag``. e'_cc = (l'_c² - Q_c) / (l' - Q / l'), with Q_c the sum over units g of c and other
    readers of |g ∩ annotated|². Where one reader's annotations overlap, the set of their tags is the value.
    """

    slug = "coding"
    order = 6
    scope = "all"
    in_words = True
    title = Message("Same tag, where both highlighted")
    about = Message(
        "Krippendorff’s cuα (2016), over the characters that both readers of a pair highlighted. "
        "Where one reader’s highlights overlap, the set of their tags is the value."
    )
    undefined = Message(
        "Everything that two readers highlighted has the same tag, or no two readers highlighted "
        "the same words."
    )

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Return l.., then for each value l_cc, l'_c and Q_c."""
        columns = [column for _, *three in continuum.intersections for column in three]
        total = continuum.by_sentence(np.full(len(continuum.pieces), continuum.readers))
        return np.stack([total, *columns], axis=1)

    def columns(self, continuum: Continuum, count: int) -> Sequence[Hashable]:
        """Name the columns of each value by its tags."""
        return ["l..", *((tags, number) for tags, _ in continuum.sets for number in range(3))]

    def value(self, sums: Array) -> Array:
        """Return cuα, -1..1."""
        coincidences, overlaps, squares = np.moveaxis(sums[..., 1:].reshape(*sums.shape[:-1], -1, 3), -1, 0)
        total, total_squares = overlaps.sum(axis=-1), squares.sum(axis=-1)
        chance = safe_ratio(np.ones_like(total), total - safe_ratio(total_squares, total))
        expected = (overlaps**2 - squares).sum(axis=-1) * chance
        return 1 - safe_ratio(total - coincidences.sum(axis=-1), total - expected)

    def says(self, value: float) -> Message:
        return Message("Agreement on the tag, where two readers highlighted the same words: {band}.").format(
            band=agreement_phrase(value)
        )

    def coverage(self, sums: Array) -> float:
        """Return l' / l..: the share of all characters that both of a pair annotated."""
        return float(sums[2::3].sum() / sums[0])
