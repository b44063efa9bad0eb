"""Agreement on each tag alone, corrected for chance: Krippendorff's unitizing alpha on a binary continuum per tag."""

import numpy as np

from reports.agreement.coincidences import ALL_MARKED, binary, total
from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message


class UAlphaPerTag(SummableMeasure):
    """uα of each tag on a continuum of units with the tag, and gaps; numerators and denominators pooled over tags.

    uα = 1 - (l.. - l_cc - l_φφ) / (l.. - e_cc - e_φφ), with coincidences l over the letters of all pairs and
    e_ck = l.. (l_c l_k - [c=k] Σ w) / (l..² - Σ w), w(g) = |g|² of a unit and |g| of a gap (Krippendorff, Mathet,
    Bouvry & Widlöcher 2016, doi 10.1007/s11135-015-0266-1, with its erratum). The formulas agree with two independent
    implementations to three decimals on the known answers of the tests; conformance with the paper is not claimed.
    """

    slug = "tagging"
    order = 4
    scope = "both"
    compares_reports = True
    title = Message("Beyond chance")
    about = Message(
        "Krippendorff’s unitizing alpha (uα, 2016), for each tag on what was highlighted with it "
        "and what was not. For all tags together, numerators and denominators are pooled. 1 is "
        "full agreement, 0 is chance, below 0 is worse than chance."
    )
    undefined = ALL_MARKED

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Return l.., then l_c, l_cc, l_φφ and Σ|g|² for each tag."""
        return np.stack(
            [
                total(continuum),
                *(column for tag in tags for column in binary(continuum, continuum.units(tag))),
            ],
            axis=1,
        )

    def value(self, sums: Array) -> Array:
        """Return uα, -1..1."""
        letters, tag_sums = sums[..., :1], sums[..., 1:].reshape(*sums.shape[:-1], -1, 4)
        annotated, both, neither, squares = np.moveaxis(tag_sums, -1, 0)
        gaps = letters - annotated
        chance = safe_ratio(letters, letters**2 - squares - gaps)
        expected = chance * (annotated**2 - squares) + chance * (gaps**2 - gaps)
        observed = both + neither
        return 1 - safe_ratio((letters - observed).sum(axis=-1), (letters - expected).sum(axis=-1))

    def says(self, value: float) -> Message:
        return Message("Agreement: {band}.").format(band=agreement_phrase(value))
