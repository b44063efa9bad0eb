"""The sums from which Krippendorff's alphas over units and gaps are computed; terms as in ``UAlphaPerTag``."""

import numpy as np

from reports.agreement.continuum import Array, Continuum, Units
from web.i18n.lazy_message import Message

ALL_MARKED = Message("Every reader highlighted the whole text, so it cannot be compared with chance.")


def total(continuum: Continuum) -> Array:
    """Return l.. by sentence: the characters of the text, once for each reader."""
    return continuum.by_sentence(np.full(len(continuum.pieces), continuum.readers))


def binary(continuum: Continuum, units: Units) -> tuple[Array, Array, Array, Array]:
    """Return l_c, l_cc, l_φφ and Σ|g|² by sentence of a continuum of units and gaps."""
    depth, readers = continuum.depth(units), continuum.readers
    rest = readers - depth
    return (
        continuum.by_sentence(depth),
        continuum.by_sentence(depth * (depth - 1)) / (readers - 1),
        continuum.by_sentence(rest * (rest - 1)) / (readers - 1),
        continuum.spread(units, units.size.astype(float) ** 2),
    )
