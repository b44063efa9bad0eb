"""The page with everybody's score over all articles of an assignment, and the API of it."""

from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_assignment
from people.permissions import Permission
from reports.not_revealed_page import requires_reveal
from reports.results.display import average
from reports.results.set_results import set_results
from web.api.openapi import list_response
from web.api.views import ApiView
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view


class SetScoreJson(TypedDict):
    """One person's score (0 to 1) over all articles, and in each round; null where there is none."""

    person: int
    name: str
    score: float | None
    scores: dict[str, float | None]
    handed_in: bool


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def set_results_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everybody's score over all articles, and in each."""
    assignment = get_assignment(request.user, pk, Permission.OVERSEE_ROUNDS)
    rounds, rows = set_results(request.user, assignment)
    context: dict[str, Any] = {
        "assignment": assignment,
        "team": assignment.team,
        "rounds": rounds,
        "rows": [(row, list(zip(rounds, row.scores, strict=True))) for row in rows],
        "average": average([row.score for row in rows if row.handed_in]),
    }
    return render(request, "reports/results/set.html", context)


@slow_view()
class SetResults(ApiView):
    """Everybody's score over all articles of an assignment."""

    @extend_schema(responses={200: list_response(SetScoreJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List everybody's score over all articles: the credit for all answers and annotations, not a mean."""
        assignment = get_assignment(request.user, pk, Permission.OVERSEE_ROUNDS)
        rounds, rows = set_results(request.user, assignment)
        results = [
            {
                "person": row.person,
                "name": row.name,
                "score": row.score,
                "scores": {str(round_.pk): score for round_, score in zip(rounds, row.scores, strict=True)},
                "handed_in": row.handed_in,
            }
            for row in rows
        ]
        return Response({"results": results})
