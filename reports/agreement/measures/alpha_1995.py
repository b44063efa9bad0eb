"""Krippendorff's first unitizing alpha, only for comparison with figures from INCEpTION and DKPro Agreement."""

import numpy as np

from reports.agreement.coincidences import ALL_MARKED
from reports.agreement.continuum import Array, Continuum, Units
from reports.agreement.measure import Measure, Score, count_units, why_missing
from reports.agreement.plain_language import agreement_phrase
from web.i18n.lazy_message import Message

# It takes quadratic time in the number of readers.
MAX_READERS = 100
TOO_MANY_READERS = Message("This measure is only for comparison. It is calculated for up to {most} readers.")


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
        "Krippendorff’s first unitizing alpha (α_U, 1995), which INCEpTION and DKPro Agreement "
        "report. It has been superseded and is given, without an interval, only so that you can "
        "compare figures."
    )

    def score(self, continuum: Continuum, tags: tuple[str, ...]) -> Score:
        """Return the value without an interval: it is not a sum over sentences."""
        units = count_units(continuum, tags)
        if reason := why_missing(continuum, units):
            return Score(None, units, reason)
        if continuum.readers > MAX_READERS:
            return Score(None, units, TOO_MANY_READERS.format(most=MAX_READERS))
        disagreement_pairs = [disagreements(continuum, continuum.units(tag)) for tag in tags]
        observed, expected = (sum(column) for column in zip(*disagreement_pairs, strict=True))
        return Score(1 - observed / expected, units) if expected else Score(None, units, ALL_MARKED)

    def says(self, value: float) -> Message:
        return Message("Agreement by the 1995 measure: {band}.").format(band=agreement_phrase(value))


def disagreements(continuum: Continuum, units: Units) -> tuple[float, float]:
    """Return (D_o, D_e), the observed and the expected disagreement about one tag."""
    readers, length = continuum.readers, continuum.length
    size = units.size.astype(float)
    observed = sum(_against(units, reader) for reader in range(readers)) / (
        readers * (readers - 1) * length**2
    )
    gaps = np.sort(_gaps(continuum, units))
    # In how many positions each unit fits into a gap: Σ (gap - l + 1) over the gaps that are long enough.
    first = np.searchsorted(gaps, size)
    available = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])[first] - (len(gaps) - first) * (size - 1)
    chance = (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * available
    total = readers * length
    below = total * (total - 1) - (size * (size - 1)).sum()
    return float(observed), float(2 / length * chance.sum() / below) if below else 0.0


def _against(units: Units, reader: int) -> float:
    """Return Σ δ² of all other readers' units with one reader's units and gaps.

    A unit in a gap counts from both sides.
    """
    is_own, is_other = units.reader == reader, units.reader != reader
    start, end = units.start[is_own].astype(float), units.end[is_own].astype(float)
    other_start, other_end = units.start[is_other].astype(float), units.end[is_other].astype(float)
    first, last = (
        np.searchsorted(end, other_start, side="right"),
        np.searchsorted(start, other_end, side="left"),
    )
    overlaps = (last - first).clip(min=0)

    def squares(edge: Array, other: Array) -> Array:
        """Return Σ (other - edge)² over the units that each one overlaps."""
        sums, square_sums = (np.concatenate([[0.0], np.cumsum(power)]) for power in (edge, edge**2))
        sum_of_squares: Array = (
            overlaps * other**2
            - 2 * other * (sums[last] - sums[first])
            + square_sums[last]
            - square_sums[first]
        )
        return sum_of_squares

    distances = np.where(
        overlaps, squares(start, other_start) + squares(end, other_end), 2 * (other_end - other_start) ** 2
    )
    return float(distances.sum())


def _gaps(continuum: Continuum, units: Units) -> Array:
    """Return the lengths of all readers' gaps."""
    gap_lengths: list[Array] = []
    for reader in range(continuum.readers):
        is_own = units.reader == reader
        gap_ends = np.concatenate([units.start[is_own], [continuum.length]])
        gap_starts = np.concatenate([[0], units.end[is_own]])
        gap_lengths.append((gap_ends - gap_starts).astype(float))
    gaps = np.concatenate(gap_lengths)
    return gaps[gaps > 0]
