"""The page of a team's pace, and the same as data."""

from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.models import Round
from people.models import User
from people.permissions import Permission
from reports.background_results import in_background
from reports.classroom.timeline import AgreementPoint, HourCount, agreement_over_time, per_hour
from reports.decorators import get_revealed_round, requires_reveal
from reports.loader import reader_annotations
from web.api.openapi import Time, responses
from web.api.views import ApiView
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view

# On the page the newest, a week of them; the API has all.
MAX_HOURS = 168


def timeline(user: User, round_: Round) -> tuple[tuple[HourCount, ...], tuple[AgreementPoint, ...]]:
    """(marks per hour, agreement over time) of a round whose marks may be seen."""
    marks, _readers = reader_annotations(user, round_)
    return per_hour(marks), agreement_over_time(round_.text.body, marks)


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def timeline_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Two small charts, each with its numbers."""
    round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)
    page: dict[str, Any] = {"round": round_, "article": round_.text.article}
    hours, moments = in_background(request.user, round_, "pace", lambda: timeline(request.user, round_))
    most = max((hour.marks for hour in hours), default=1)
    page["hours"] = [(hour, round(100 * hour.marks / most)) for hour in hours[-MAX_HOURS:]]
    page["earlier"] = max(0, len(hours) - MAX_HOURS)
    page["moments"] = [
        (moment, None if moment.agreement is None else round(100 * moment.agreement)) for moment in moments
    ]
    return render(request, "reports/pace.html", page)


class HourJson(TypedDict):
    """So many marks were made in the hour from then on."""

    at: Time
    marks: int


class MomentJson(TypedDict):
    """The agreement over all marks until then, a fraction; null where nothing can be said."""

    at: Time
    agreement: float | None


class TimelineJson(TypedDict):
    """How a round went."""

    per_hour: list[HourJson]
    agreement: list[MomentJson]


@slow_view()
class Timeline(ApiView):
    """``rounds/{id}/pace/``"""

    @responses(TimelineJson)
    def get(self, request: Request, pk: int) -> Response:
        """Marks per hour, and the agreement as time went by."""
        round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)
        made = lambda: timeline(request.user, round_)  # noqa: E731
        hours, moments = in_background(request.user, round_, "pace", made, wait=True)
        return Response(
            {
                "per_hour": [{"at": hour.at.isoformat(), "marks": hour.marks} for hour in hours],
                "agreement": [{"at": m.at.isoformat(), "agreement": m.agreement} for m in moments],
            }
        )
