"""The page with a round's progress over time, and the same as data."""

from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.models import Round
from people.models import User
from people.permissions import Permission
from reports.access import get_revealed_round
from reports.cached_results import in_background
from reports.classroom.timeline import AgreementPoint, HourCount, agreement_over_time, per_hour
from reports.not_revealed_page import requires_reveal
from reports.reader_rows import reader_annotations
from web.api.openapi import Time
from web.api.views import ApiView
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view

# The page shows the last week; the API returns all hours.
MAX_HOURS = 168


def timeline(user: User, round_: Round) -> tuple[tuple[HourCount, ...], tuple[AgreementPoint, ...]]:
    """Return (annotations per hour, agreement over time) of a round whose annotations the user may see."""
    annotations, _readers = reader_annotations(user, round_)
    return per_hour(annotations), agreement_over_time(round_.text.body, annotations)


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def timeline_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two small charts, each with its numbers."""
    round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)
    context: dict[str, Any] = {"round": round_, "article": round_.text.article}
    hours, points = in_background(request.user, round_, "timeline", lambda: timeline(request.user, round_))
    maximum = max((hour.count for hour in hours), default=1)
    context["hours"] = [(hour, round(100 * hour.count / maximum)) for hour in hours[-MAX_HOURS:]]
    context["earlier"] = max(0, len(hours) - MAX_HOURS)
    context["points"] = [
        (point, None if point.agreement is None else round(100 * point.agreement)) for point in points
    ]
    return render(request, "reports/timeline.html", context)


class HourJson(TypedDict):
    """How many annotations were made in the hour from ``at``."""

    at: Time
    marks: int


class MomentJson(TypedDict):
    """The agreement over all annotations until ``at``, a fraction; null if it is undefined."""

    at: Time
    agreement: float | None


class TimelineJson(TypedDict):
    """The progress of a round over time."""

    per_hour: list[HourJson]
    agreement: list[MomentJson]


@slow_view()
class Timeline(ApiView):
    """A round over time."""

    @extend_schema(responses={200: TimelineJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return the annotations per hour, and the agreement over time."""
        round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)
        load = lambda: timeline(request.user, round_)  # noqa: E731
        hours, points = in_background(request.user, round_, "timeline", load, wait=True)
        return Response(
            {
                "per_hour": [{"at": hour.at.isoformat(), "marks": hour.count} for hour in hours],
                "agreement": [{"at": point.at.isoformat(), "agreement": point.agreement} for point in points],
            }
        )
