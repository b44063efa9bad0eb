"""One tag against all others, where both marked: Krippendorff's (k)uα."""

import numpy as np

from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message


class KuAlpha(SummableMeasure):
    """(k)uα = 1 - (e'_k / l'_k) (l'_k - l_kk) / (e'_k - e'_kk), terms as in ``coding``, source as in ``tagging``."""

    slug = "coding-each"
    order = 7
    scope = "tag"
    title = Message("This tag or another, where both marked")
    about = Message(
        "Krippendorff’s (k)uα (2016): this tag against all others, over the letters that both readers marked."
    )
    undefined = Message("Too little with this tag was marked by two readers, or there it was the only tag.")

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """l' and Q over all values, then l_kk, l'_k and Q_k of those with this tag, and l_k."""
        found = continuum.intersections
        none = np.zeros(continuum.sentences)
        have = [row for row in found if set(tags) <= row[0]]
        return np.stack(
            [
                sum((met for _, _, met, _ in found), none),
                sum((squares for _, _, _, squares in found), none),
                # Both have the tag, whatever else lies there.
                self._both(continuum, tags),
                sum((met for _, _, met, _ in have), none),
                sum((squares for _, _, _, squares in have), none),
                continuum.by_sentence(continuum.depth(continuum.units(tags[0]))),
            ],
            axis=1,
        )

    @staticmethod
    def _both(continuum: Continuum, tags: tuple[str, ...]) -> Array:
        depth = continuum.depth(continuum.units(tags[0]))
        return continuum.by_sentence(depth * (depth - 1)) / (continuum.readers - 1)

    def value(self, sums: Array) -> Array:
        """-1..1."""
        all_, all_squares, both, met, squares, _ = np.moveaxis(sums, -1, 0)
        chance = safe_ratio(np.ones_like(all_), all_ - safe_ratio(all_squares, all_))
        with_any, with_itself = (met * all_ - squares) * chance, (met**2 - squares) * chance
        # Where so little was met that chance would give less than nothing, there is nothing to compare with.
        return np.where(
            with_any > 0, 1 - safe_ratio(with_any * (met - both), met * (with_any - with_itself)), np.nan
        )

    def says(self, value: float) -> Message:
        """What it amounts to."""
        return Message("Whether it is this tag or another, readers agree {band}.").format(
            band=agreement_phrase(value)
        )

    def coverage(self, sums: Array) -> float | None:
        """l'_k / l_k: the part of the letters with this tag that both of a pair marked."""
        return float(sums[3] / sums[5])
