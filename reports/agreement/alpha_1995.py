"""Krippendorff's first unitizing alpha, for comparison with the figures of INCEpTION and DKPro Agreement alone."""

import numpy as np

from reports.agreement.continuum import Array, Continuum, Units
from reports.agreement.measure import Measure, Score, count_units, why_missing
from reports.agreement.plain_language import agreement_phrase
from reports.agreement.u_alpha_per_tag import ALL_MARKED
from web.i18n.lazy_message import Message

# It looks at each pair of readers.
MAX_READERS = 100
TOO_MANY_READERS = Message(
    "This measure, which is here for comparison alone, is worked out for up to {most} readers."
)


class Alpha1995(Measure):
    """α_U(c) = 1 - D_o / D_e; over all tags 1 - ΣD_o / ΣD_e (Krippendorff 1995; Content Analysis, 2nd ed., §11.6).

    δ² of two units that overlap is the square of the distance of their beginnings and that of their ends; of a unit
    that lies in a gap, the square of its length. Overlapping units of one reader and tag are merged first.
    """

    slug = "alpha-1995"
    order = 9
    scope = "both"
    title = Message("α_U of 1995, for comparison")
    about = Message(
        "Krippendorff’s first unitizing alpha (α_U, 1995), which INCEpTION and DKPro Agreement print. It has been "
        "superseded; it is here to compare figures, without an interval."
    )

    def score(self, continuum: Continuum, tags: tuple[str, ...]) -> Score:
        """The value of these tags, without an interval: it is no sum over sentences."""
        n = count_units(continuum, tags)
        if why := why_missing(continuum, n):
            return Score(None, n, why)
        if continuum.readers > MAX_READERS:
            return Score(None, n, TOO_MANY_READERS.format(most=MAX_READERS))
        both = [disagreements(continuum, continuum.units(tag)) for tag in tags]
        observed, expected = (sum(column) for column in zip(*both, strict=True))
        return Score(1 - observed / expected, n) if expected else Score(None, n, ALL_MARKED)

    def says(self, value: float) -> Message:
        """What it amounts to."""
        return Message("By the measure of 1995, readers agree {band}.").format(band=agreement_phrase(value))


def disagreements(continuum: Continuum, units: Units) -> tuple[float, float]:
    """(D_o, D_e) of one tag."""
    people, length = continuum.readers, continuum.length
    size = units.size.astype(float)
    observed = sum(_against(units, reader) for reader in range(people)) / (people * (people - 1) * length**2)
    gaps = np.sort(_gaps(continuum, units))
    # For each unit the ways in which it fits into a gap: Σ (gap - l + 1) over the gaps that are long enough.
    first = np.searchsorted(gaps, size)
    room = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])[first] - (len(gaps) - first) * (size - 1)
    chance = (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    whole = people * length
    below = whole * (whole - 1) - (size * (size - 1)).sum()
    return float(observed), float(2 / length * chance.sum() / below) if below else 0.0


def _against(units: Units, reader: int) -> float:
    """Σ δ² of all units of other readers with the units and gaps of one; a unit in a gap counts from both sides."""
    own, other = units.reader == reader, units.reader != reader
    start, end = units.start[own].astype(float), units.end[own].astype(float)
    begins, ends = units.start[other].astype(float), units.end[other].astype(float)
    first, last = np.searchsorted(end, begins, side="right"), np.searchsorted(start, ends, side="left")
    met = (last - first).clip(min=0)

    def squares(edge: Array, given: Array) -> Array:
        """Σ (given - edge)² over the units that each one meets."""
        once, twice = (np.concatenate([[0.0], np.cumsum(power)]) for power in (edge, edge**2))
        found: Array = met * given**2 - 2 * given * (once[last] - once[first]) + twice[last] - twice[first]
        return found

    apart = np.where(met, squares(start, begins) + squares(end, ends), 2 * (ends - begins) ** 2)
    return float(apart.sum())


def _gaps(continuum: Continuum, units: Units) -> Array:
    """The lengths of all readers' gaps."""
    found: list[Array] = []
    for reader in range(continuum.readers):
        own = units.reader == reader
        begins = np.concatenate([units.start[own], [continuum.length]])
        ends = np.concatenate([[0], units.end[own]])
        found.append((begins - ends).astype(float))
    gaps = np.concatenate(found)
    return gaps[gaps > 0]
