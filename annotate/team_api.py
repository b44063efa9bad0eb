"""The API of a team's progress and of its people's data."""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate.access import rounds_in
from annotate.erasing import erase_person
from annotate.held import held_zip
from annotate.progress import Cell, progress
from annotate.retention import set_retention
from people.access import member_of, team_for

VERB = "look after people’s data"


class EraseInput(serializers.Serializer[Any]):
    """What becomes of the marks: they stay without a name, or go."""

    marks = serializers.ChoiceField(["keep", "delete"])


class RetentionInput(serializers.Serializer[Any]):
    """For how many days rounds are kept; null keeps them for ever."""

    days = serializers.IntegerField(min_value=1, allow_null=True)


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
    }


class Progress(APIView):
    """``teams/{id}/progress/``"""

    def get(self, request: Request, pk: int) -> Response:
        """Who has started, how far they are, and who has handed in."""
        team = team_for(request.user, pk, "run the round")
        rows = progress(request.user, team, rounds_in(request.user, team))
        results = [
            {
                "person": {"id": row.person.pk, "name": row.person.name},
                "rounds": [cell_json(c) for c in row.cells],
            }
            for row in rows
        ]
        return Response({"results": results})


class Held(APIView):
    """``teams/{id}/members/{id}/held.zip``"""

    def get(self, request: Request, pk: int, person: int) -> HttpResponse:
        """Everything that is held of one participant."""
        team = team_for(request.user, pk, VERB)
        content = held_zip(request.user, team, member_of(team, person))
        return HttpResponse(content, content_type="application/zip")


class Erase(APIView):
    """``teams/{id}/members/{id}/erase/``"""

    def post(self, request: Request, pk: int, person: int) -> Response:
        """Erase a participant from the team. There is no way back."""
        given = EraseInput(data=request.data)
        given.is_valid(raise_exception=True)
        team = team_for(request.user, pk, VERB)
        keep = given.validated_data["marks"] == "keep"
        erase_person(request.user, team, member_of(team, person), keep_marks=keep)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Retention(APIView):
    """``teams/{id}/retention/``"""

    def put(self, request: Request, pk: int) -> Response:
        """How long the team's rounds are kept after the last thing that happened in them."""
        given = RetentionInput(data=request.data)
        given.is_valid(raise_exception=True)
        team = team_for(request.user, pk, VERB)
        set_retention(request.user, team, given.validated_data["days"])
        return Response({"days": team.retention_days})
