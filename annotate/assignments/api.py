"""The API of assignments: their settings and state, progress, handing in, and answers to their questions."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import answers_to, assigned_rounds, assignments_in, get_assignment
from annotate.annotations.api import PersonJson
from annotate.assignments import actions
from annotate.assignments.overview import Overview, overview
from annotate.assignments.progress import assignment_progress
from annotate.enums import RoundState
from annotate.models import Assignment, QuestionAnswer, Round
from annotate.rounds.actions import settings_of
from annotate.rounds.api import RoundJson, SettingsInput, StateInput, rounds_json
from annotate.rounds.progress_api import RoundProgressJson, round_progress_json
from people.access import get_team
from people.permissions import Permission
from web.api.openapi import Time, list_response
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput


class AssignmentSettingsInput(SettingsInput):
    """The title, and settings for all rounds. What is left out stays as it is."""

    title = SingleLineInput(max_length=actions.MAX_TITLE, required=False)
    extract = None  # type: ignore[assignment]


class AnswerInput(serializers.Serializer[Any]):
    """An answer to a question; an empty one deletes what was stored."""

    body = serializers.CharField(max_length=actions.MAX_ANSWER, allow_blank=True)


class AssignmentJson(TypedDict):
    """The exercises that a class got from a lesson, in their order. ``builtin`` is the slug of a built-in lesson."""

    id: int
    team: int
    title: str
    lesson: int | None
    builtin: str
    created_at: Time
    questions: list[str]
    rounds: list[RoundJson]


class AnswerJson(TypedDict):
    """An answer to the question ``position``, which counts from 1."""

    position: int
    author: PersonJson | None
    body: str
    updated_at: Time


class ArticleSubmissionJson(TypedDict):
    """How many highlights the user has in one round."""

    round: int
    highlights: int


class AssignmentSubmissionJson(TypedDict):
    """When the user handed in all of it, and what is there and missing. ``late``: after the due date."""

    submitted_at: Time | None
    late: bool
    rounds: list[ArticleSubmissionJson]
    unanswered: int


class AssignmentProgressJson(TypedDict):
    """How far one person is. ``answered`` is null for whoever may not read the answers now."""

    person: PersonJson
    total: RoundProgressJson
    rounds: list[RoundProgressJson]
    answered: int | None


def assignment_json(assignment: Assignment, rounds: list[Round]) -> dict[str, Any]:
    """Return an assignment with its rounds as API JSON."""
    return {
        "id": assignment.pk,
        "team": assignment.team_id,
        "title": assignment.title,
        "lesson": assignment.lesson_id,
        "builtin": assignment.builtin,
        "created_at": assignment.created_at.isoformat(),
        "questions": assignment.questions,
        "rounds": rounds_json(rounds),
    }


def answer_json(answer: QuestionAnswer) -> dict[str, Any]:
    """Return an answer as API JSON."""
    author = answer.author
    return {
        "position": answer.position,
        "author": {"id": author.pk, "name": author.name} if author else None,
        "body": answer.body,
        "updated_at": answer.updated_at.isoformat(),
    }


def submission_json(page: Overview) -> dict[str, Any]:
    """Return what one reader has handed in, or would hand in, as API JSON."""
    return {
        "submitted_at": page.submitted_at.isoformat() if page.submitted_at else None,
        "late": page.is_late,
        "rounds": [
            {"round": article.round.pk, "highlights": article.highlights} for article in page.articles
        ],
        "unanswered": page.unanswered,
    }


class AssignmentList(ApiView):
    """The assignments of a class."""

    @extend_schema(responses={200: list_response(AssignmentJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List what the class got from lessons, newest first."""
        assignments = assignments_in(request.user, get_team(request.user, pk))
        return Response(
            {"results": [assignment_json(assignment, rounds) for assignment, rounds in assignments]}
        )


class AssignmentDetail(ApiView):
    """One assignment."""

    @extend_schema(responses={200: AssignmentJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return its questions and rounds."""
        assignment = get_assignment(request.user, pk)
        return Response(assignment_json(assignment, assigned_rounds(request.user, assignment)))

    @extend_schema(
        request=AssignmentSettingsInput,
        responses={200: AssignmentJson},
        examples=[OpenApiExample("example", {"due_at": "2031-05-01T12:00:00Z"}, request_only=True)],
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change the title, and the settings of all rounds at once."""
        assignment = get_assignment(request.user, pk, Permission.MANAGE_ROUND)
        serializer = AssignmentSettingsInput(data=request.data, team_id=assignment.team_id)
        serializer.is_valid(raise_exception=True)
        title = serializer.validated_data.pop("title", assignment.title)
        first = assigned_rounds(request.user, assignment)[0]
        actions.update_assignment(request.user, assignment, title, serializer.changed(settings_of(first)))
        return Response(assignment_json(assignment, assigned_rounds(request.user, assignment)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Move all rounds to the bin; each can be restored from there."""
        actions.delete_assignment(request.user, get_assignment(request.user, pk, Permission.DELETE_ROUND))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AssignmentTransition(ApiView):
    """The state of all rounds: open, closed or revealed."""

    @extend_schema(
        request=StateInput,
        responses={200: AssignmentJson},
        examples=[OpenApiExample("example", {"state": "revealed"}, request_only=True)],
    )
    def put(self, request: Request, pk: int) -> Response:
        """Open, close or reveal all rounds. Idempotent."""
        state = RoundState(validate(StateInput, request.data)["state"])
        assignment = get_assignment(request.user, pk, Permission.MANAGE_ROUND)
        actions.transition_assignment(request.user, assignment, state)
        return Response(assignment_json(assignment, assigned_rounds(request.user, assignment)))


class AssignmentLeading(ApiView):
    """Whether the user leads all rounds."""

    @extend_schema(responses={204: None})
    def put(self, request: Request, pk: int) -> Response:
        """Lead all rounds: the user then sees numbers and answers before the reveal, and cannot annotate."""
        actions.lead_assignment(request.user, get_assignment(request.user, pk, Permission.MANAGE_ROUND))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AssignmentSubmission(ApiView):
    """Whether the user has handed in all of it."""

    @extend_schema(responses={200: AssignmentSubmissionJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return when the user handed in, and what is there and missing."""
        assignment = get_assignment(request.user, pk, Permission.SUBMIT)
        return Response(submission_json(overview(request.user, assignment)))

    @extend_schema(request=None, responses={200: AssignmentSubmissionJson})
    def put(self, request: Request, pk: int) -> Response:
        """Hand in the user's annotations in all rounds, and their answers. Idempotent."""
        assignment = get_assignment(request.user, pk, Permission.SUBMIT)
        actions.submit_assignment(request.user, assignment)
        return Response(submission_json(overview(request.user, assignment)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Withdraw all of it. Refused once feedback was given."""
        actions.withdraw_assignment(request.user, get_assignment(request.user, pk, Permission.SUBMIT))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AssignmentProgress(ApiView):
    """How far everybody is."""

    @extend_schema(responses={200: list_response(AssignmentProgressJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List who has started, how far they are in each article, and who has handed in."""
        assignment = get_assignment(request.user, pk, Permission.OVERSEE_ROUNDS)
        rows = assignment_progress(request.user, assignment, assigned_rounds(request.user, assignment))
        results = [
            {
                "person": {"id": row.person.pk, "name": row.person.name},
                "total": round_progress_json(row.total),
                "rounds": [round_progress_json(cell) for cell in row.cells],
                "answered": row.answered,
            }
            for row in rows
        ]
        return Response({"results": results})


class AnswerList(ApiView):
    """The answers to the questions of an assignment."""

    @extend_schema(responses={200: list_response(AnswerJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the answers that the user may read: their own; teachers everybody's.

        While the rounds hide annotations, only teachers who lead them may.
        """
        assignment = get_assignment(request.user, pk)
        return Response({"results": list(map(answer_json, answers_to(request.user, assignment)))})


class AnswerDetail(ApiView):
    """The user's own answer to one question."""

    @extend_schema(request=AnswerInput, responses={204: None})
    def put(self, request: Request, pk: int, position: int) -> Response:
        """Store the answer to a question, which counts from 1; an empty one deletes it. Idempotent."""
        body = validate(AnswerInput, request.data)["body"]
        assignment = get_assignment(request.user, pk, Permission.ANNOTATE)
        actions.save_answers(request.user, assignment, {position: body})
        return Response(status=status.HTTP_204_NO_CONTENT)
