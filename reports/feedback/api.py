"""The API of feedback to readers."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_round, own_review
from annotate.annotations.answer_key import KeyChangeKind
from annotate.enums import Feedback as FeedbackMode
from reports.feedback.actions import FeedbackLine, ReaderFeedback, feedback
from reports.feedback.set_score import SetScore, set_score
from web.api.openapi import Time
from web.api.views import ApiView
from web.server.slow_views import slow_view


class LaterChangeJson(TypedDict):
    """What a teacher changed at an answer later, and why: ``added`` it, or accepted a tag ``also``."""

    what: KeyChangeKind
    tag: str
    reason: str
    at: Time


class FeedbackPassageJson(TypedDict):
    """One passage, and as much of the answer key as the reader may see."""

    outcome: str
    quote: str
    mine: str | None
    answer: str
    right: list[str]
    explanation: str
    others: int | None
    changes: list[LaterChangeJson]


class StudyHintJson(TypedDict):
    """A tag to study again."""

    tag: str
    missed: int
    mistaken: int


class OwnReviewJson(TypedDict):
    """A teacher's comment on what the reader handed in, and a score (0 to 1) in place of the computed one."""

    comment: str
    score: float | None
    at: Time


class ArticleScoreJson(TypedDict):
    """The score (0 to 1) of one article; null without an answer key."""

    round: int
    score: float | None


class AssignmentScoreJson(TypedDict):
    """The score (0 to 1) over all articles of an assignment: the credit for all answers and annotations."""

    assignment: int
    score: float | None
    rounds: list[ArticleScoreJson]


class FeedbackJson(TypedDict):
    """A reader's feedback on their own annotations. ``score`` is a fraction, 0 to 1."""

    mode: FeedbackMode
    score: float | None
    counts: dict[str, int]
    passages: list[FeedbackPassageJson]
    look_for: list[StudyHintJson]
    review: OwnReviewJson | None
    assignment: AssignmentScoreJson | None


@slow_view()
class RoundFeedback(ApiView):
    """The user's annotations beside the answer key."""

    @extend_schema(responses={200: FeedbackJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return the feedback on one's own annotations; ``mode`` is how much the round allows to see."""
        round_ = get_round(request.user, pk)
        review = own_review(request.user, round_)
        written = (
            {"comment": review.comment, "score": review.score, "at": review.updated_at.isoformat()}
            if review
            else None
        )
        over_all = {"assignment": set_score_json(set_score(request.user, round_))}
        return Response(feedback_json(feedback(request.user, round_)) | {"review": written} | over_all)


def set_score_json(result: SetScore | None) -> dict[str, Any] | None:
    """Serialize the score over an assignment for the API."""
    if result is None:
        return None
    return {
        "assignment": result.assignment.pk,
        "score": result.score,
        "rounds": [{"round": each.round.pk, "score": each.score} for each in result.articles],
    }


def feedback_json(result: ReaderFeedback) -> dict[str, Any]:
    """Serialize feedback for the API."""
    return {
        "mode": result.mode,
        "score": result.score,
        "counts": result.counts,
        "passages": [_line(line) for line in result.lines],
        "look_for": [
            {"tag": hint.tag.slug, "missed": hint.missed, "mistaken": hint.mistaken} for hint in result.hints
        ],
    }


def _line(line: FeedbackLine) -> dict[str, Any]:
    return {
        "outcome": line.outcome,
        "quote": line.quote,
        "mine": line.mine.slug if line.mine else None,
        "answer": line.answer,
        "right": [tag.slug for tag in line.right],
        "explanation": line.explanation,
        "others": line.others,
        "changes": [
            {"what": change.what, "tag": change.tag.slug, "reason": change.reason, "at": change.at}
            for change in line.changes
        ],
    }
