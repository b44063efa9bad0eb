"""The API of progress over several exercises."""

from collections.abc import Mapping
from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import get_team
from people.permissions import Permission
from reports.progress.figures import Habit, TagFigures
from reports.progress.load import (
    CodebookProgress,
    Exercise,
    PersonProgress,
    class_progress,
    get_person_progress,
    own_progress,
)
from web.api.openapi import Time
from web.api.views import ApiView
from web.server.slow_views import slow_view


class TagFiguresJson(TypedDict):
    """What became of the answers with one tag; ``extra`` highlights match no answer."""

    tag: str
    found: int
    boundary: int
    mistaken: int
    missed: int
    extra: int


class HabitJson(TypedDict):
    """A confusion that comes back: ``cases`` of the ``answers`` of ``right`` were tagged as ``wrong``."""

    codebook: str
    right: str
    wrong: str
    cases: int
    answers: int


class ExerciseJson(TypedDict):
    """An exercise: one round, or the rounds of an assignment."""

    title: str
    rounds: list[int]
    created_at: Time


class StepJson(TypedDict):
    """One person's score (0..1) in an exercise; ``tags`` is null where the round does not show the answer key."""

    exercise: int
    score: float | None
    late: bool
    tags: list[TagFiguresJson] | None


class PersonProgressJson(TypedDict):
    """One person's progress; ``exercise`` in its steps is the first round of the exercise."""

    id: int
    name: str
    mean: float | None
    steps: list[StepJson]
    habits: list[HabitJson]


class ClassProgressJson(TypedDict):
    """Everybody's progress. ``not_revealed``: how many rounds do not count yet."""

    exercises: list[ExerciseJson]
    people: list[PersonProgressJson]
    habits: list[HabitJson]
    not_revealed: int


@slow_view()
class ClassScores(ApiView):
    """The progress of a class."""

    @extend_schema(responses={200: ClassProgressJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return everybody's scores in every revealed exercise, and what is often confused."""
        progress = class_progress(request.user, get_team(request.user, pk, Permission.OVERSEE_ROUNDS))
        return Response(
            {
                "exercises": [_exercise(exercise) for exercise in progress.exercises],
                "people": [person_json(one) for one in progress.people],
                "habits": _habits(progress.codebooks),
                "not_revealed": progress.hidden,
            }
        )


@slow_view()
class OwnScores(ApiView):
    """The user's own progress."""

    @extend_schema(responses={200: PersonProgressJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return one's own scores in the exercises on which one may have feedback."""
        return Response(person_json(own_progress(request.user, get_team(request.user, pk))))


@slow_view()
class ScoresOfPerson(ApiView):
    """The progress of one person."""

    @extend_schema(responses={200: PersonProgressJson})
    def get(self, request: Request, pk: int, person: int) -> Response:
        """Return one person's scores, for those who lead the class."""
        team = get_team(request.user, pk, Permission.OVERSEE_ROUNDS)
        return Response(person_json(get_person_progress(request.user, team, person)))


def person_json(one: PersonProgress) -> dict[str, Any]:
    """Serialize one person's progress for the API."""
    return {
        "id": one.person.pk,
        "name": one.person.name,
        "mean": one.mean,
        "steps": [
            {
                "exercise": step.exercise.link,
                "score": step.score,
                "late": step.late,
                "tags": None if step.figures is None else _figures(step.figures),
            }
            for step in one.steps.values()
        ],
        "habits": _habits(one.codebooks),
    }


def _exercise(exercise: Exercise) -> dict[str, Any]:
    return {
        "title": exercise.title,
        "rounds": [round_.pk for round_ in exercise.rounds],
        "created_at": exercise.created_at.isoformat(),
    }


def _figures(figures: Mapping[str, TagFigures]) -> list[dict[str, Any]]:
    return [
        {
            "tag": tag,
            "found": one.found,
            "boundary": one.boundary,
            "mistaken": one.mistaken,
            "missed": one.missed,
            "extra": one.extra,
        }
        for tag, one in figures.items()
    ]


def _habits(codebooks: tuple[CodebookProgress, ...]) -> list[dict[str, Any]]:
    return [_habit(one, habit) for one in codebooks for habit in one.habits]


def _habit(one: CodebookProgress, habit: Habit) -> dict[str, Any]:
    return {
        "codebook": one.codebook.slug,
        "right": habit.right,
        "wrong": habit.wrong,
        "cases": habit.cases,
        "answers": habit.answers,
    }
