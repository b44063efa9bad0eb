"""Whether readers agree on what to annotate at all, whatever the tag: Krippendorff's binary alpha of relevance."""

import numpy as np

from reports.agreement.coincidences import ALL_MARKED, binary, total
from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message


class RelevanceAlpha(SummableMeasure):
    """|uα = 1 - (l_φ - l_φφ) / (e_φ - e_φφ): annotated or not, whatever the tag.

    Source and terms: see ``UAlphaPerTag``.
    """

    slug = "marking"
    order = 5
    scope = "all"
    in_words = True
    title = Message("What to highlight")
    about = Message(
        "Krippendorff’s |uα (2016): highlighted or not, whatever the tag. One reader’s "
        "overlapping highlights count as one."
    )
    undefined = ALL_MARKED

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Return l.., l_c, l_cc, l_φφ and Σ|g|² of what was annotated with any tag."""
        return np.stack([total(continuum), *binary(continuum, continuum.any)], axis=1)

    def value(self, sums: Array) -> Array:
        """Return |uα, -1..1."""
        letters, annotated, _, neither, squares = np.moveaxis(sums, -1, 0)
        gaps = letters - annotated
        # e_φ - e_φφ is what is expected in a gap of one reader and a unit of another by chance.
        return 1 - safe_ratio((gaps - neither) * (letters**2 - squares - gaps), letters * gaps * annotated)

    def says(self, value: float) -> Message:
        return Message("Agreement on what to highlight: {band}.").format(band=agreement_phrase(value))
