"""The API of results: of a round, of one person, the teacher's review, and changes of the key."""

from typing import Any, TypedDict
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_reader_layer, reviews_in
from annotate.annotations.answer_key import MAX_REASON
from annotate.annotations.key_changes import accept_tag, add_answer, undo_change
from annotate.models import Layer, Round
from annotate.reviews.actions import MAX_COMMENT, put_review, remove_review
from people.models import User
from people.permissions import Permission
from reports.feedback.api import LaterChangeJson
from reports.results.load import KeyAnswer, ReaderRow, RoundResults, get_results_round, load_results
from reports.results.one_person import OutcomeRow, PersonResult, person_result
from web.api.openapi import Time, Uuid
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput
from web.server.slow_views import slow_view


class TagReadersJson(TypedDict):
    """How many readers used a tag."""

    tag: str
    readers: int


class AnswerResultJson(TypedDict):
    """An answer of the key, and how many readers found it, missed it, or tagged it as something else."""

    id: Uuid
    start: int
    end: int
    quote: str
    tag: str
    also: list[str]
    found: int
    wrong_boundary: int
    mistaken: list[TagReadersJson]
    missed: int
    changes: list[LaterChangeJson]


class ExtraPassageJson(TypedDict):
    """A passage that several readers highlighted although the key lacks it."""

    start: int
    end: int
    quote: str
    readers: int
    tags: list[TagReadersJson]


class ConfusedTagsJson(TypedDict):
    """How many readers tagged an answer of ``right`` as ``wrong``; ``answer`` is where most of them did."""

    right: str
    wrong: str
    readers: int
    answer: Uuid


class PersonScoreJson(TypedDict):
    """One person's result. ``score`` is the one that counts, ``computed`` the comparison with the key (0 to 1).

    ``counted``: the work is part of the figures. ``person`` is null for people who have left.
    """

    person: int | None
    name: str
    score: float | None
    computed: float | None
    outcomes: dict[str, int]
    handed_in: bool
    late: bool
    counted: bool
    comment: str


class ResultsJson(TypedDict):
    """The results of a round: ``readers`` are those in the figures. ``answers`` are in text order."""

    readers: int
    drafts: int
    answers: list[AnswerResultJson]
    confusions: list[ConfusedTagsJson]
    extras: list[ExtraPassageJson]
    people: list[PersonScoreJson]


class ReviewJson(TypedDict):
    """A teacher's comment on what somebody handed in, and a score (0 to 1) in place of the computed one."""

    comment: str
    score: float | None
    by: str
    at: Time


class OutcomeJson(TypedDict):
    """What somebody highlighted (``work``), what the key says there (``answer``), and the outcome."""

    outcome: str
    work: str
    tag: str | None
    answer: str
    right: list[str]
    changes: list[LaterChangeJson]


class PersonResultJson(TypedDict):
    """One person's work beside the key. ``computed`` is the score of the comparison."""

    person: int
    name: str
    computed: float | None
    outcomes: dict[str, int]
    passages: list[OutcomeJson]
    review: ReviewJson | None


class DraftsInput(serializers.Serializer[Any]):
    """Whether the figures count drafts, too."""

    drafts = serializers.BooleanField(default=False)


class ReviewInput(serializers.Serializer[Any]):
    """A comment, and a score (0 to 1) in place of the computed one."""

    comment = serializers.CharField(max_length=MAX_COMMENT, allow_blank=True, default="")
    score = serializers.FloatField(min_value=0, max_value=1, allow_null=True, default=None)


class AcceptInput(serializers.Serializer[Any]):
    """A tag to accept as well, and why."""

    tag = serializers.CharField(max_length=60)
    reason = SingleLineInput(max_length=MAX_REASON, allow_blank=True, default="")


class AddInput(AcceptInput):
    """A passage to add to the key, with its tag, and why."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    revision = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        allow_null=True,
        default=None,
        help_text="The revision of the text on which the offsets count.",
    )


class AnswerIdJson(TypedDict):
    """The id of an answer of the key."""

    id: Uuid


@slow_view()
class Results(ApiView):
    """The results of a round."""

    @extend_schema(responses={200: ResultsJson}, parameters=[DraftsInput])
    def get(self, request: Request, pk: int) -> Response:
        """Return what everybody found of the key; refused until the reveal where people work apart."""
        drafts = validate(DraftsInput, request.query_params)["drafts"]
        round_ = get_results_round(request.user, pk)
        return Response(results_json(load_results(request.user, round_, drafts, wait=True)))


@slow_view()
class ResultOfPerson(ApiView):
    """One person's result."""

    @extend_schema(responses={200: PersonResultJson})
    def get(self, request: Request, pk: int, person: int) -> Response:
        """Return one person's work beside the key, with the teacher's review."""
        round_ = get_results_round(request.user, pk)
        return Response(person_json(request.user, round_, get_reader_layer(request.user, round_, person)))


@slow_view()
class Review(ApiView):
    """The teacher's comment and score."""

    @extend_schema(request=ReviewInput, responses={200: PersonResultJson})
    def put(self, request: Request, pk: int, person: int) -> Response:
        """Write the comment and the score. Idempotent. The person sees both at once."""
        data = validate(ReviewInput, request.data)
        round_ = get_results_round(request.user, pk, Permission.REVIEW_HAND_IN)
        layer = get_reader_layer(request.user, round_, person)
        put_review(request.user, round_, layer, data["comment"], data["score"])
        return Response(person_json(request.user, round_, layer))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Remove the comment and the score. Idempotent."""
        round_ = get_results_round(request.user, pk, Permission.REVIEW_HAND_IN)
        remove_review(request.user, round_, get_reader_layer(request.user, round_, person))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AddedAnswers(ApiView):
    """Passages added to the key later."""

    @extend_schema(request=AddInput, responses={201: AnswerIdJson})
    def post(self, request: Request, pk: int) -> Response:
        """Add a passage to the key, with a reason that people see. The same passage is not added twice."""
        data = validate(AddInput, request.data)
        round_ = get_results_round(request.user, pk, Permission.EDIT_ANSWER_KEY)
        answer = add_answer(request.user, round_, **data)
        return Response({"id": str(answer.pk)}, status=status.HTTP_201_CREATED)


class AnswerChange(ApiView):
    """Later changes of an answer."""

    @extend_schema(request=AcceptInput, responses={200: AnswerIdJson})
    def put(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Accept another tag at an answer, with a reason that people see. Idempotent."""
        data = validate(AcceptInput, request.data)
        round_ = get_results_round(request.user, pk, Permission.EDIT_ANSWER_KEY)
        accept_tag(request.user, round_, annotation, **data)
        return Response({"id": str(annotation)})

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Undo the last later change of an answer."""
        round_ = get_results_round(request.user, pk, Permission.EDIT_ANSWER_KEY)
        undo_change(request.user, round_, annotation)
        return Response(status=status.HTTP_204_NO_CONTENT)


def results_json(results: RoundResults) -> dict[str, Any]:
    """Serialize the results of a round."""
    return {
        "readers": results.readers,
        "drafts": results.drafts,
        "answers": [_answer(row) for row in results.answers],
        "confusions": [
            {
                "right": one.right,
                "wrong": one.wrong,
                "readers": one.readers,
                "answer": results.answers[one.answer].pk,
            }
            for one in results.confusions
        ],
        "extras": [
            {
                "start": row.figures.start,
                "end": row.figures.end,
                "quote": row.quote,
                "readers": row.figures.readers,
                "tags": _counts(row.figures.tags),
            }
            for row in results.extras
        ],
        "people": [_person(row) for row in results.rows],
    }


def person_json(user: User, round_: Round, layer: Layer) -> dict[str, Any]:
    """Serialize one person's result."""
    result: PersonResult = person_result(user, round_, layer)
    review = reviews_in(user, round_).filter(layer=layer).first()
    return {
        "person": layer.annotator_id,
        "name": layer.annotator.name,
        "computed": result.scored.score,
        "outcomes": result.counts,
        "passages": [_outcome(row) for row in result.rows],
        "review": review
        and {
            "comment": review.comment,
            "score": review.score,
            "by": review.reviewer.name if review.reviewer else "",
            "at": review.updated_at.isoformat(),
        },
    }


def _answer(row: KeyAnswer) -> dict[str, Any]:
    figures, answer = row.figures, row.figures.answer
    return {
        "id": row.pk,
        "start": answer.start,
        "end": answer.end,
        "quote": row.quote,
        "tag": answer.tag,
        "also": list(answer.also),
        "found": figures.found,
        "wrong_boundary": figures.boundary,
        "mistaken": _counts(figures.mistaken),
        "missed": figures.missed,
        "changes": [
            {"what": change.what, "tag": change.tag, "reason": change.reason, "at": change.at}
            for change in row.changes
        ],
    }


def _person(row: ReaderRow) -> dict[str, Any]:
    return {
        "person": row.person,
        "name": row.name,
        "score": row.final,
        "computed": row.score,
        "outcomes": row.outcomes,
        "handed_in": row.handed_in,
        "late": row.late,
        "counted": row.counts,
        "comment": row.comment,
    }


def _outcome(row: OutcomeRow) -> dict[str, Any]:
    match = row.match
    return {
        "outcome": match.outcome,
        "work": row.work,
        "tag": match.annotation.tag if match.annotation else None,
        "answer": row.answer,
        "right": [match.answer.tag, *match.answer.also] if match.answer else [],
        "changes": [
            {"what": change.what, "tag": change.tag.slug, "reason": change.reason, "at": change.at}
            for change in row.changes
        ],
    }


def _counts(tags: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [{"tag": tag, "readers": readers} for tag, readers in tags]
