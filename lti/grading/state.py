"""Which links must have their grades computed anew: those of which something changed that grades are made of."""

import hashlib
import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from annotate.models import Extension, Round
from lti.enums import GradeBy
from lti.models import ResourceLink

# A change of any of them may change a grade: whatever people do raises ``last_seq``, and removing them from the class
# its ``access_version``.
LINK_FIELDS = (
    "grade_by", "grade_when", "highlights", "points", "line_item", "round", "assignment",
    "course__team__access_version",
)  # fmt: skip
ROUND_FIELDS = ("pk", "last_seq", "mode", "state", "due_at", "feedback", "feedback_when")
# From an exercise to the links that open it.
PATHS = ("lti_links", "assigned__assignment__lti_links")


def graded_links() -> QuerySet[ResourceLink]:
    """Return the links whose work is graded. Those of archived and deleted classes wait."""
    links = ResourceLink.objects.filter(course__team__archived_at=None, course__team__deleted_at=None)
    links = links.exclude(grade_by=GradeBy.NONE).exclude(assignment=None, round=None)
    return links.select_related("course__team", "course__deployment__platform", "assignment")


def changed_links() -> list[tuple[ResourceLink, str]]:
    """Return the links whose grades must be computed, each with the state that they are to be computed of.

    The state is read before what grades are made of: what changes in between is computed again.
    """
    changed = _changed_states(timezone.now())
    return [(link, changed[link.pk]) for link in graded_links().filter(pk__in=changed)] if changed else []


def _changed_states(now: datetime) -> dict[int, str]:
    """Return the digest of each link's state where it is not that of its grades: one of them may be another, too."""
    links = list(graded_links().values_list("pk", "graded_state", *LINK_FIELDS))
    if not links:
        return {}
    rounds, due_dates = _rounds(), _due_dates()
    changed = {}
    for pk, graded_state, *values in links:
        passed = sum(due_at <= now for due_at in due_dates[pk])
        state = _digest([values, rounds[pk], passed])
        if state != graded_state:
            changed[pk] = state
    return changed


def next_due_date(now: datetime) -> datetime | None:
    """Return when the next due date passes for somebody in an exercise that is graded."""
    coming = [due_at for dates in _due_dates().values() for due_at in dates if due_at > now]
    return min(coming, default=None)


def _rounds() -> dict[int, list[list[Any]]]:
    rows: dict[int, list[list[Any]]] = defaultdict(list)
    links = graded_links().values("pk")
    for path in PATHS:
        found = Round.objects.filter(**{f"{path}__in": links}).order_by("pk")
        for link, *values in found.values_list(path, *ROUND_FIELDS):
            rows[link].append(values)
    return rows


def _due_dates() -> dict[int, list[datetime]]:
    """Return the due dates in the exercises of each link, and the extensions of them."""
    dates: dict[int, list[datetime]] = defaultdict(list)
    links = graded_links().values("pk")
    for path in PATHS:
        dated = Round.objects.filter(Q(due_at__isnull=False), **{f"{path}__in": links})
        for link, due_at in dated.values_list(path, "due_at"):
            dates[link].append(due_at)
        extended = Extension.objects.filter(**{f"round__{path}__in": links}, round__deleted_at=None)
        for link, due_at in extended.values_list(f"round__{path}", "due_at"):
            dates[link].append(due_at)
    return dates


def _digest(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()
