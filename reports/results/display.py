"""What the pages of results show of the figures: bars, and what is worth talking about. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.feedback.scoring import Outcome
from reports.results.figures import AnswerFigures


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a stacked bar: ``x`` and ``width`` in readers."""

    outcome: Outcome
    x: int
    width: int


def bar(figures: AnswerFigures) -> tuple[BarPart, ...]:
    """Return the parts of an answer's bar, without empty ones; their widths are all readers."""
    counts = (
        (Outcome.FOUND, figures.found),
        (Outcome.BOUNDARY, figures.boundary),
        (Outcome.TAG, figures.wrong_tag),
        (Outcome.MISSED, figures.missed),
    )
    parts, x = [], 0
    for outcome, width in counts:
        if width:
            parts.append(BarPart(outcome, x, width))
        x += width
    return tuple(parts)


def average(scores: Sequence[float | None]) -> float | None:
    """Return the mean of the scores that exist, None without any."""
    present = [score for score in scores if score is not None]
    return sum(present) / len(present) if present else None


def is_common(readers: int, of_all: int) -> bool:
    """Return whether so many readers are worth talking about: two, and a sixth of all."""
    return readers >= 2 and 6 * readers >= of_all
