"""What a measure of agreement is, and what it gives."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache

import numpy as np

from reports.agreement.continuum import Array, Continuum
from web.i18n.lazy_message import Message

RESAMPLES = 1000
SEED = 1
NEEDS_TWO_READERS = Message("Agreement needs two readers who are done; so far: {count}.")
NOBODY_MARKED = Message("Nobody marked this.")
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Score:
    """``score_text`` over ``n`` units; None where it is undefined, and then ``why_undefined`` is a sentence.

    ``low`` and ``high`` bound its 95 % interval, where there is one. ``coverage`` (0..1) is the part of the marked text
    that a measure of coding could be taken of.
    """

    value: float | None
    n: int
    why_undefined: Message | None = None
    low: float | None = None
    high: float | None = None
    coverage: float | None = None


class Measure(ABC):
    """One file of this folder, one class. ``scope``: of ``all`` tags together, of each ``tag`` alone, or ``both``."""

    slug: str
    order: int
    scope: str
    title: Message
    about: Message

    @abstractmethod
    def score(self, continuum: Continuum, tags: tuple[str, ...]) -> Score:
        """The value of these tags."""

    @abstractmethod
    def says(self, value: float) -> Message:
        """The value in a sentence for a class."""


class SummableMeasure(Measure):
    """A measure made of sums that add up over sentences, so that it has an interval.

    ``undefined`` says why a value may be missing although two readers marked something.
    """

    undefined: Message

    @abstractmethod
    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """``(sentences, k)``."""

    @abstractmethod
    def value(self, sums: Array) -> Array:
        """``(…, k)`` added up over any sentences -> ``(…)``; NaN where it is undefined."""

    def coverage(self, sums: Array) -> float | None:
        """The part of the marked text that it was taken of, 0..1; None where it was all of it."""
        return None

    def score(self, continuum: Continuum, tags: tuple[str, ...]) -> Score:
        """The value of these tags, with its interval."""
        n = count_units(continuum, tags)
        if why := why_missing(continuum, n):
            return Score(None, n, why)
        sums = self.sums(continuum, tags)
        value = float(self.value(sums.sum(axis=0)))
        if np.isnan(value):
            return Score(None, n, self.undefined)
        low, high = self.interval(sums)
        return Score(value, n, None, low, high, self.coverage(sums.sum(axis=0)))

    def interval(self, sums: Array) -> tuple[float | None, float | None]:
        """The middle 95 % of the values of ``RESAMPLES`` texts, each drawn with replacement from this one's sentences.

        Percentile bootstrap (Efron & Tibshirani 1993, ch. 13), always with the same seed; None for a single sentence.
        """
        if len(sums) < 2:
            return None, None
        values = self.value(bootstrap_draws(len(sums)) @ sums)
        values = values[~np.isnan(values)]
        if not len(values):
            return None, None
        low, high = np.quantile(values, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        return float(low), float(high)


def count_units(continuum: Continuum, tags: tuple[str, ...]) -> int:
    """How many units of these tags there are, of all readers."""
    return sum(len(continuum.units(tag)) for tag in tags)


def why_missing(continuum: Continuum, units: int) -> Message | None:
    """Why nothing can be said, whatever the measure."""
    if continuum.readers < 2:
        return NEEDS_TWO_READERS.format(count=continuum.readers)
    return None if units else NOBODY_MARKED


@cache
def bootstrap_draws(sentences: int) -> Array:
    """``(RESAMPLES, sentences)``: how often each sentence is drawn; the same for every measure."""
    random = np.random.Generator(np.random.PCG64(SEED))
    return random.multinomial(sentences, np.full(sentences, 1 / sentences), size=RESAMPLES).astype(float)


def safe_ratio(some: Array, whole: Array) -> Array:
    """``some / whole``, NaN where there is no whole: none of the denominators here is ever below nothing."""
    there = whole > 1e-9
    return np.where(there, some / np.where(there, whole, 1.0), np.nan)
