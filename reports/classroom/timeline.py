"""How a team gets on: marks per hour, and how far its readers agree as time goes by. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.agreement import continuum_of, measures
from reports.agreement.continuum import Unit
from reports.layers import SpanAnnotation

MAX_POINTS = 12
MEASURE = "letters"


@dataclass(frozen=True, slots=True)
class HourCount:
    """So many marks were made in the hour that begins at ``at``."""

    at: datetime
    marks: int


@dataclass(frozen=True, slots=True)
class AgreementPoint:
    """``agreement`` (0..1, None where nothing can be said) over all marks that had been made by ``at``."""

    at: datetime
    agreement: float | None


def per_hour(marks: Iterable[SpanAnnotation]) -> tuple[HourCount, ...]:
    """Each hour from the first mark to the last, empty ones too where they are fewer than a day's."""
    counts: dict[datetime, int] = {}
    for mark in marks:
        at = datetime.fromisoformat(mark.created).replace(minute=0, second=0, microsecond=0)
        counts[at] = counts.get(at, 0) + 1
    found: list[HourCount] = []
    for at in sorted(counts):
        while found and timedelta(hours=1) < at - found[-1].at <= timedelta(days=1):
            found.append(HourCount(found[-1].at + timedelta(hours=1), 0))
        found.append(HourCount(at, counts[at]))
    return tuple(found)


def agreement_over_time(text: str, marks: Iterable[SpanAnnotation]) -> tuple[AgreementPoint, ...]:
    """The agreement at up to ``MAX_POINTS`` moments, each after as many more marks."""
    ordered = sorted(marks, key=lambda mark: (mark.created, mark.id))
    step = max(1, -(-len(ordered) // MAX_POINTS))
    ends = [*range(step, len(ordered), step), len(ordered)] if ordered else []
    return tuple(
        AgreementPoint(
            datetime.fromisoformat(ordered[end - 1].created), character_agreement(text, ordered[:end])
        )
        for end in ends
    )


def character_agreement(text: str, marks: Sequence[SpanAnnotation]) -> float | None:
    """By letter, over all tags and all who have marked so far; None where the report's measure is undefined."""
    own: dict[str, list[Unit]] = {}
    for mark in marks:
        own.setdefault(mark.annotator, []).append((mark.start, mark.end, mark.tag))
    tags = tuple(sorted({mark.tag for mark in marks}))
    return measures()[MEASURE].score(continuum_of(text, list(own.values())), tags).value
