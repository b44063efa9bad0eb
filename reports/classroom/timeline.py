"""The progress of a round over time: annotations per hour, and how far its readers agree. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.agreement import continuum_of, headline_measure
from reports.agreement.continuum import Unit
from reports.layers import SpanAnnotation

MAX_POINTS = 12


@dataclass(frozen=True, slots=True)
class HourCount:
    """How many annotations were made in the hour that begins at ``at``."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class AgreementPoint:
    """``agreement`` (0..1, None if undefined) over all annotations made until ``at``."""

    at: datetime
    agreement: float | None


def per_hour(annotations: Iterable[SpanAnnotation]) -> tuple[HourCount, ...]:
    """Count the annotations of each hour; hours without any are included in gaps of up to a day."""
    counts: dict[datetime, int] = {}
    for annotation in annotations:
        hour = datetime.fromisoformat(annotation.created).replace(minute=0, second=0, microsecond=0)
        counts[hour] = counts.get(hour, 0) + 1
    hours: list[HourCount] = []
    for hour in sorted(counts):
        while hours and timedelta(hours=1) < hour - hours[-1].at <= timedelta(days=1):
            hours.append(HourCount(hours[-1].at + timedelta(hours=1), 0))
        hours.append(HourCount(hour, counts[hour]))
    return tuple(hours)


def agreement_over_time(text: str, annotations: Iterable[SpanAnnotation]) -> tuple[AgreementPoint, ...]:
    """Return the agreement at up to ``MAX_POINTS`` times, each after the same number of annotations."""
    ordered = sorted(annotations, key=lambda annotation: (annotation.created, annotation.id))
    step = max(1, -(-len(ordered) // MAX_POINTS))
    ends = [*range(step, len(ordered), step), len(ordered)] if ordered else []
    return tuple(
        AgreementPoint(
            datetime.fromisoformat(ordered[end - 1].created), agreement_so_far(text, ordered[:end])
        )
        for end in ends
    )


def agreement_so_far(text: str, annotations: Sequence[SpanAnnotation]) -> float | None:
    """Return the headline agreement over all tags and readers so far, None if it is undefined."""
    units_by_reader: dict[str, list[Unit]] = {}
    for annotation in annotations:
        units_by_reader.setdefault(annotation.annotator, []).append(
            (annotation.start, annotation.end, annotation.tag)
        )
    tags = tuple(sorted({annotation.tag for annotation in annotations}))
    return headline_measure().score(continuum_of(text, list(units_by_reader.values())), tags).value
