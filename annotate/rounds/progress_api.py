"""The API of a team's progress."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import rounds_in
from annotate.annotations.api import PersonJson
from annotate.rounds.progress import RoundProgress, progress
from people.access import get_team
from people.permissions import Permission
from web.api.openapi import Time, list_response
from web.api.views import ApiView


class RoundProgressJson(TypedDict):
    """One person in one round; numbers that are hidden are null. ``reached`` is a fraction, 0 to 1."""

    round: int
    state: str
    marks: int | None
    reached: float | None
    minutes: int | None
    started: Time | None
    submitted: Time | None
    late: bool
    extended_to: Time | None


class ProgressJson(TypedDict):
    """How far one person is in the rounds of a team."""

    person: PersonJson
    rounds: list[RoundProgressJson]


def round_progress_json(cell: RoundProgress) -> dict[str, Any]:
    """Return one person's progress in one round as API JSON."""
    return {
        "round": cell.round,
        "state": cell.state,
        "marks": cell.count,
        "reached": cell.reached,
        "minutes": cell.minutes,
        "started": cell.started.isoformat() if cell.started else None,
        "submitted": cell.submitted.isoformat() if cell.submitted else None,
        "late": cell.late,
        "extended_to": cell.extended_to.isoformat() if cell.extended_to else None,
    }


class Progress(ApiView):
    """How far the members of a team are in its rounds."""

    @extend_schema(responses={200: list_response(ProgressJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List who has started, how far they are, and who has handed in."""
        team = get_team(request.user, pk, Permission.OVERSEE_ROUNDS)
        rows = progress(request.user, team, rounds_in(request.user, team))
        results = [
            {
                "person": {"id": row.person.pk, "name": row.person.name},
                "rounds": [round_progress_json(c) for c in row.cells],
            }
            for row in rows
        ]
        return Response({"results": results})
