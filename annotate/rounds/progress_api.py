"""The API of a team's progress and of its people's data."""

from typing import Any, TypedDict

from django.http import HttpResponse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import participant_of, rounds_in
from annotate.annotations.api import PersonJson
from annotate.privacy.data_export import held_zip
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import set_retention
from annotate.rounds.progress import Cell, progress
from people.access import team_for
from web.api.openapi import Time, answers, listed
from web.api.validation import checked
from web.api.views import View
from web.server.slow_views import slow_view

VERB = "look after people’s data"


class EraseInput(serializers.Serializer[Any]):
    """What becomes of the marks: they stay without a name, or go."""

    marks = serializers.ChoiceField(["keep", "delete"])


class RetentionInput(serializers.Serializer[Any]):
    """For how many days rounds are kept; null keeps them for ever."""

    days = serializers.IntegerField(min_value=1, allow_null=True)


class CellJson(TypedDict):
    """One person in one round; numbers that are hidden are null. ``reached`` is a fraction, 0 to 1."""

    round: int
    state: str
    marks: int | None
    reached: float | None
    minutes: int | None
    started: Time | None
    submitted: Time | None
    late: bool


class ProgressJson(TypedDict):
    """How far somebody is."""

    person: PersonJson
    rounds: list[CellJson]


class RetentionJson(TypedDict):
    """For how many days rounds are kept; null: for ever."""

    days: int | None


def cell_json(cell: Cell) -> dict[str, Any]:
    """One person in one round; numbers that are hidden are null."""
    return {
        "round": cell.round,
        "state": cell.state,
        "marks": cell.marks,
        "reached": cell.reached,
        "minutes": cell.minutes,
        "started": cell.started.isoformat() if cell.started else None,
        "submitted": cell.submitted.isoformat() if cell.submitted else None,
        "late": cell.late,
    }


class Progress(View):
    """``teams/{id}/progress/``"""

    @answers(listed(ProgressJson))
    def get(self, request: Request, pk: int) -> Response:
        """Who has started, how far they are, and who has handed in."""
        team = team_for(request.user, pk, "oversee the exercises")
        rows = progress(request.user, team, rounds_in(request.user, team))
        results = [
            {
                "person": {"id": row.person.pk, "name": row.person.name},
                "rounds": [cell_json(c) for c in row.cells],
            }
            for row in rows
        ]
        return Response({"results": results})


@slow_view()
class Held(View):
    """``teams/{id}/members/{id}/held.zip``"""

    @answers(files=lambda: ["application/zip"])
    def get(self, request: Request, pk: int, person: int) -> HttpResponse:
        """What is held of one participant: everything to themselves, to others nothing that a round still hides."""
        team = team_for(request.user, pk, "see the team" if person == request.user.pk else VERB)
        content = held_zip(request.user, team, participant_of(team, person))
        return HttpResponse(content, content_type="application/zip")


@slow_view()
class Erase(View):
    """``teams/{id}/members/{id}/erase/``"""

    @answers(status=204, takes=EraseInput)
    def post(self, request: Request, pk: int, person: int) -> Response:
        """Erase a participant from the team. There is no way back."""
        given = checked(EraseInput, request.data)
        team = team_for(request.user, pk, VERB)
        keep = given["marks"] == "keep"
        erase_person(request.user, team, participant_of(team, person), keep_marks=keep)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Retention(View):
    """``teams/{id}/retention/``"""

    @answers(RetentionJson, takes=RetentionInput)
    def put(self, request: Request, pk: int) -> Response:
        """How long the team's rounds are kept after the last thing that happened in them."""
        given = checked(RetentionInput, request.data)
        team = team_for(request.user, pk, VERB)
        set_retention(request.user, team, given["days"])
        return Response({"days": team.retention_days})
