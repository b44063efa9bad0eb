"""A number with its unit and hedge, and when two of them can be the same."""

import math
from dataclasses import dataclass

# What a number counts: things, shares of a whole, or one of the dimensions in ``units``.
NUMBER, SHARE = "number", "share"
EXACTLY, ABOUT, OVER, UNDER, AT_LEAST, AT_MOST, NEARLY = (
    "",
    "about",
    "over",
    "under",
    "at-least",
    "at-most",
    "nearly",
)
ABOVE, BELOW = {OVER, AT_LEAST}, {UNDER, AT_MOST}
# How far a rounded number is from the exact one, as a share of it.
MOST_ROUNDING = 0.05
# "A third" in words is 33 per cent as well as 33.3.
FRACTION_ROUNDING, HEDGED_FRACTION_ROUNDING = 0.005, 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``tokens[start:end]``; a ``rough`` one is a fraction in words, such as a third."""

    value: float
    kind: str
    hedge: str
    start: int
    end: int
    rough: bool = False

    def agrees(self, other: "Quantity") -> bool:
        """Return whether both are the same number, or one is a fair rounding of the other."""
        if self.kind != other.kind or self.contradicts_bound(other):
            return False
        if math.isclose(self.value, other.value, rel_tol=1e-6):
            return True
        is_fraction = self.kind == SHARE and (self.rough or other.rough)
        if is_fraction and abs(self.value - other.value) <= FRACTION_ROUNDING:
            return True
        return self._rounds(other) or other._rounds(self)

    def contradicts_bound(self, other: "Quantity") -> bool:
        """Return whether one says "at least" and the other "at most"."""
        return (self.hedge in ABOVE and other.hedge in BELOW) or (
            self.hedge in BELOW and other.hedge in ABOVE
        )

    def _rounds(self, exact: "Quantity") -> bool:
        """Return whether this is a hedged number that a writer may use for the exact one."""
        difference = exact.value - self.value
        if not self.hedge or abs(difference) > MOST_ROUNDING * max(abs(exact.value), abs(self.value)):
            return False
        if self.hedge in ABOVE:
            return difference >= 0
        if self.hedge in {NEARLY, *BELOW}:
            return difference <= 0
        if self.rough:
            return abs(difference) <= HEDGED_FRACTION_ROUNDING
        return _rounded_like(exact.value, self.value)

    def __str__(self) -> str:
        """Return the number for readers, a share in per cent."""
        if self.kind == SHARE:
            return f"{self.value * 100:.4g} %"
        return f"{self.value:.12g}"


def _rounded_like(exact: float, rounded: float) -> bool:
    """Return whether ``exact``, written with as many digits as ``rounded`` has, is ``rounded``."""
    digits = f"{rounded:.12g}".partition("e")[0].replace(".", "").strip("0")
    return math.isclose(float(f"{exact:.{max(len(digits), 1)}g}"), rounded, rel_tol=1e-9)
