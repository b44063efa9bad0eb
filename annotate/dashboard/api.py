"""The API of the classes that somebody leads."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.dashboard.board import BoardClass, BoardExercise, NextStep, board
from web.api.openapi import Time, list_response
from web.api.views import ApiView


class BoardExerciseJson(TypedDict):
    """An exercise that is going on, or the last one: ``rounds`` are its articles."""

    title: str
    rounds: list[int]
    assignment: int | None
    state: str
    due_at: Time | None
    handed_in: int
    working: int
    not_begun: list[str]
    stuck: list[str]
    next: NextStep


class BoardClassJson(TypedDict):
    """A class; ``next`` is null where its exercises say what to do."""

    id: int
    name: str
    pupils: int
    exercises: list[BoardExerciseJson]
    next: NextStep | None


class Board(ApiView):
    """What is going on in the user's classes."""

    @extend_schema(responses={200: list_response(BoardClassJson)})
    def get(self, request: Request) -> Response:
        """List the classes that the user leads, with what is going on and the next step."""
        return Response({"results": [_class(one) for one in board(request.user)]})


def _class(one: BoardClass) -> dict[str, Any]:
    return {
        "id": one.team.pk,
        "name": one.team.name,
        "pupils": one.pupils,
        "exercises": [_exercise(exercise) for exercise in one.exercises],
        "next": one.next,
    }


def _exercise(one: BoardExercise) -> dict[str, Any]:
    first = one.first
    return {
        "title": one.title,
        "rounds": [round_.pk for round_ in one.rounds],
        "assignment": one.assignment,
        "state": first.state,
        "due_at": first.due_at.isoformat() if first.due_at else None,
        "handed_in": one.handed_in,
        "working": one.working,
        "not_begun": list(one.not_begun),
        "stuck": list(one.stuck),
        "next": one.next,
    }
