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
from reports.background_results import worked_out
from reports.classroom.timeline import Hour, Moment, over_time, per_hour
from reports.decorators import after_the_reveal, revealed_for
from reports.loader import marks_and_readers
from web.api.openapi import Time, answers
from web.api.views import View
from web.background.progress import shows_progress
from web.server.slow_views import slow_view

VERB = "oversee the exercises"
# On the page the newest, a week of them; the API has all.
MOST_HOURS = 168


def pace(user: User, round_: Round) -> tuple[tuple[Hour, ...], tuple[Moment, ...]]:
    """(marks per hour, agreement over time) of a round whose marks may be seen."""
    marks, _readers = marks_and_readers(user, round_)
    return per_hour(marks), over_time(round_.text.body, marks)


@slow_view()
@login_required
@require_safe
@shows_progress
@after_the_reveal
def pace_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Two small charts, each with its numbers."""
    round_ = revealed_for(request.user, pk, VERB)
    page: dict[str, Any] = {"round": round_, "article": round_.text.article}
    hours, moments = worked_out(request.user, round_, "pace", lambda: pace(request.user, round_))
    most = max((hour.marks for hour in hours), default=1)
    page["hours"] = [(hour, round(100 * hour.marks / most)) for hour in hours[-MOST_HOURS:]]
    page["earlier"] = max(0, len(hours) - MOST_HOURS)
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


class PaceJson(TypedDict):
    """How a round went."""

    per_hour: list[HourJson]
    agreement: list[MomentJson]


@slow_view()
class Pace(View):
    """``rounds/{id}/pace/``"""

    @answers(PaceJson)
    def get(self, request: Request, pk: int) -> Response:
        """Marks per hour, and the agreement as time went by."""
        round_ = revealed_for(request.user, pk, VERB)
        made = lambda: pace(request.user, round_)  # noqa: E731
        hours, moments = worked_out(request.user, round_, "pace", made, wait=True)
        return Response(
            {
                "per_hour": [{"at": hour.at.isoformat(), "marks": hour.marks} for hour in hours],
                "agreement": [{"at": m.at.isoformat(), "agreement": m.agreement} for m in moments],
            }
        )
