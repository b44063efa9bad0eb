"""Agreement on one tag against all others, where both readers annotated: Krippendorff's (k)uα."""

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message


class KuAlpha(SummableMeasure):
    """(k)uα = 1 - (e'_k / l'_k) (l'_k - l_kk) / (e'_k - e'_kk); terms as in ``CuAlpha``, source in ``UAlphaPerTag``."""

    slug = "coding-each"
    order = 7
    scope = "tag"
    title = Message("This tag or another, where both highlighted")
    about = Message(
        "Krippendorff’s (k)uα (2016): this tag against all others, over the characters that both "
        "readers highlighted."
    )
    undefined = Message(
        "Too little text was highlighted with this tag by two readers, or they used no other tag there."
    )

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Return l' and Q over all values, then l_kk, l'_k and Q_k of those with this tag, and l_k."""
        intersections = continuum.intersections
        zeros = np.zeros(continuum.sentences)
        with_tag = [row for row in intersections if set(tags) <= row[0]]
        return np.stack(
            [
                sum((overlaps for _, _, overlaps, _ in intersections), zeros),
                sum((squares for _, _, _, squares in intersections), zeros),
                # Both have the tag, whatever other tags they have there.
                self._both(continuum, tags),
                sum((overlaps for _, _, overlaps, _ in with_tag), zeros),
                sum((squares for _, _, _, squares in with_tag), zeros),
                continuum.by_sentence(continuum.depth(continuum.units(tags[0]))),
            ],
            axis=1,
        )

    @staticmethod
    def _both(continuum: Continuum, tags: tuple[str, ...]) -> Array:
        depth = continuum.depth(continuum.units(tags[0]))
        return continuum.by_sentence(depth * (depth - 1)) / (continuum.readers - 1)

    def value(self, sums: Array) -> Array:
        """Return (k)uα, -1..1."""
        total, total_squares, both, overlaps, squares, _ = np.moveaxis(sums, -1, 0)
        chance = safe_ratio(np.ones_like(total), total - safe_ratio(total_squares, total))
        with_any, with_itself = (overlaps * total - squares) * chance, (overlaps**2 - squares) * chance
        # With so little overlap that the expectation is negative, the value is undefined.
        return np.where(
            with_any > 0,
            1 - safe_ratio(with_any * (overlaps - both), overlaps * (with_any - with_itself)),
            np.nan,
        )

    def says(self, value: float) -> Message:
        return Message("Agreement on whether it is this tag or another: {band}.").format(
            band=agreement_phrase(value)
        )

    def coverage(self, sums: Array) -> float | None:
        """Return l'_k / l_k: the share of the characters with this tag that both of a pair annotated."""
        return float(sums[3] / sums[5])
