"""The API of feedback to readers."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_round
from annotate.enums import Feedback as FeedbackMode
from reports.feedback.actions import FeedbackLine, ReaderFeedback, feedback
from web.api.views import ApiView
from web.server.slow_views import slow_view


class FeedbackPassageJson(TypedDict):
    """One passage, and as much of the answer key as the reader may see."""

    outcome: str
    quote: str
    mine: str | None
    answer: str
    right: list[str]
    explanation: str
    others: int | None


class StudyHintJson(TypedDict):
    """A tag to study again."""

    tag: str
    missed: int
    mistaken: int


class FeedbackJson(TypedDict):
    """A reader's feedback on their own annotations. ``score`` is a fraction, 0 to 1."""

    mode: FeedbackMode
    score: float | None
    counts: dict[str, int]
    passages: list[FeedbackPassageJson]
    look_for: list[StudyHintJson]


@slow_view()
class RoundFeedback(ApiView):
    """The user's annotations beside the answer key."""

    @extend_schema(responses={200: FeedbackJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return the feedback on one's own annotations; ``mode`` is how much the round allows to see."""
        return Response(feedback_json(feedback(request.user, get_round(request.user, pk))))


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
    }
