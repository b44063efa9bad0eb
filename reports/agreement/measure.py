"""The interface of a measure of agreement, and its result."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from reports.agreement.continuum import Array, Continuum
from web.i18n.lazy_message import Message

RESAMPLES = 1000
SEED = 1
NEEDS_TWO_READERS = Message(
    "Agreement can be measured once two readers have finished. Finished so far: {count}."
)
NOBODY_MARKED = Message("There are no highlights to compare.")
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` over ``n`` units; None if it is undefined, and ``why_undefined`` says why.

    ``low`` and ``high`` bound its 95 % interval, if it has one. ``coverage`` (0..1) is the share of the annotated
    text that a measure of coding is computed from.
    """

    value: float | None
    n: int
    why_undefined: Message | None = None
    low: float | None = None
    high: float | None = None
    coverage: float | None = None


class Measure(ABC):
    """A measure; each is in a file of its own in ``measures/``, which is named like its ``slug``.

    ``order`` is its place among the measures. ``scope``: it is defined for ``all`` tags together, for each ``tag``
    alone, or ``both``. All measures stand in the tables of a report; the other attributes say where else one is used.
    """

    slug: str
    order: int
    scope: str
    title: Message
    about: Message
    # The one figure where there is room for one: in the timeline of a round, and for each article of many.
    headline = False
    # What it ``says`` stands above the table, in a sentence for a class.
    in_words = False
    # Its values in two reports stand side by side where they are compared.
    compares_reports = False
    # It also says how far the passages of two reports on the same text are the same.
    compares_passages = False

    @abstractmethod
    def score(self, continuum: Continuum, tags: tuple[str, ...]) -> Score:
        """Compute the score of these tags."""

    @abstractmethod
    def says(self, value: float) -> Message:
        """Return what the value means in a sentence for a class."""


class SummableMeasure(Measure):
    """A measure computed from sums over sentences, so that it has a bootstrap interval.

    ``undefined`` says why the value may be undefined although two readers annotated something.
    """

    undefined: Message

    @abstractmethod
    def sums(self, continuum: Continuum, tags: tuple[str, ...]) -> Array:
        """Return the sums of each sentence as a ``(sentences, k)`` array."""

    def columns(self, continuum: Continuum, count: int) -> Sequence[Hashable]:
        """Name the ``count`` columns of ``sums``: those of several texts are added by name, what a text lacks is 0."""
        return range(count)

    @abstractmethod
    def value(self, sums: Array) -> Array:
        """Compute the value from ``(…, k)`` sums over any sentences as a ``(…)`` array; NaN where it is undefined."""

    def coverage(self, sums: Array) -> float | None:
        """Return the share of the annotated text that the measure uses, 0..1; None if it uses all of it."""
        return None

    def score(self, continuum: Continuum, tags: tuple[str, ...]) -> Score:
        """Compute the score of these tags with its interval."""
        n = count_units(continuum, tags)
        if reason := why_missing(continuum, n):
            return Score(None, n, reason)
        sums = self.sums(continuum, tags)
        value = float(self.value(sums.sum(axis=0)))
        if np.isnan(value):
            return Score(None, n, self.undefined)
        low, high = self.interval(sums)
        return Score(value, n, None, low, high, self.coverage(sums.sum(axis=0)))

    def interval(self, sums: Array) -> tuple[float | None, float | None]:
        """Return the 95 % bootstrap interval over ``RESAMPLES`` draws of sentences; None for a single sentence.

        Percentile bootstrap (Efron & Tibshirani 1993, ch. 13): sentences are drawn with replacement, always with the
        same seed.
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
    """Return the number of units of these tags, of all readers."""
    return sum(len(continuum.units(tag)) for tag in tags)


def why_missing(continuum: Continuum, units: int) -> Message | None:
    """Return why no measure is defined, if fewer than two readers are done or there are no units; else None."""
    if continuum.readers < 2:
        return NEEDS_TWO_READERS.format(count=continuum.readers)
    return None if units else NOBODY_MARKED


@cache
def bootstrap_draws(sentences: int) -> Array:
    """Return how often each sentence is drawn, as a ``(RESAMPLES, sentences)`` array; the same for every measure."""
    random = np.random.Generator(np.random.PCG64(SEED))
    return random.multinomial(sentences, np.full(sentences, 1 / sentences), size=RESAMPLES).astype(float)


def safe_ratio(part: Array, total: Array) -> Array:
    """Return ``part / total``, NaN where the total is 0 up to rounding errors; no total here is ever negative."""
    nonzero = total > 1e-9
    return np.where(nonzero, part / np.where(nonzero, total, 1.0), np.nan)
