"""Agreement on boundaries and tags together, gaps included: Krippendorff's uα over all tags."""

from collections.abc import Hashable, Sequence

import numpy as np

from reports.agreement.coincidences import ALL_MARKED, total
from reports.agreement.continuum import Array, Continuum
from reports.agreement.measure import SummableMeasure, safe_ratio
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message


class UAlpha(SummableMeasure):
    """uα = 1 - (l.. - Σ l_cc) / (l.. - Σ e_cc) over all values and gaps; terms and source: see ``UAlphaPerTag``.

    Where one reader's annotations overlap, the set of their tags is the value; ``UAlphaPerTag`` pools over tags
    instead.
    """

    slug = "unitizing"
    order = 8
    scope = "all"
    title = Message("Position and tag together")
    about = Message(
        "Krippendorff’s uα (2016) over all tags at once, including the gaps. Where one reader’s "
        "highlights overlap, the set of their tags is the value, so a loaded word that one "
        "reader left out counts against both."
    )
    undefined = ALL_MARKED

    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Return l.., then l_c, l_cc and Σ w for each value, the gap last."""
        readers = continuum.readers
        columns = [total(continuum)]
        for _, units in continuum.sets:
            depth = continuum.depth(units)
            columns += [
                continuum.by_sentence(depth),
                continuum.by_sentence(depth * (depth - 1)) / (readers - 1),
                continuum.spread(units, units.size.astype(float) ** 2),
            ]
        rest = readers - continuum.depth(continuum.any)
        gaps = continuum.by_sentence(rest)
        columns += [gaps, continuum.by_sentence(rest * (rest - 1)) / (readers - 1), gaps]
        return np.stack(columns, axis=1)

    def columns(self, continuum: Continuum, count: int) -> Sequence[Hashable]:
        """Name the columns of each value by its tags; a gap has none."""
        values = [*(tags for tags, _ in continuum.sets), frozenset[str]()]
        return ["l..", *((value, number) for value in values for number in range(3))]

    def value(self, sums: Array) -> Array:
        """Return uα, -1..1."""
        letters = sums[..., 0]
        value_letters, coincidences, weight = np.moveaxis(
            sums[..., 1:].reshape(*sums.shape[:-1], -1, 3), -1, 0
        )
        chance = safe_ratio(letters, letters**2 - weight.sum(axis=-1))
        expected = (value_letters**2 - weight).sum(axis=-1) * chance
        return 1 - safe_ratio(letters - coincidences.sum(axis=-1), letters - expected)

    def says(self, value: float) -> Message:
        return Message("Agreement on position and tag: {band}.").format(band=agreement_phrase(value))
