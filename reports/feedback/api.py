"""The API of feedback."""

from typing import Any, TypedDict

from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_round
from annotate.enums import Feedback as FeedbackMode
from reports.feedback.actions import FeedbackLine, ReaderFeedback, feedback
from web.api.openapi import responses
from web.api.views import ApiView
from web.server.slow_views import slow_view


class FeedbackPassageJson(TypedDict):
    """One passage, and as much of the key as one may be told."""

    outcome: str
    quote: str
    mine: str | None
    answer: str
    right: list[str]
    explanation: str
    others: int | None


class StudyHintJson(TypedDict):
    """What to look for next time."""

    tag: str
    missed: int
    mistaken: int


class FeedbackJson(TypedDict):
    """What one is told now of one’s own marks. ``score`` is a fraction, 0 to 1."""

    mode: FeedbackMode
    score: float | None
    counts: dict[str, int]
    passages: list[FeedbackPassageJson]
    look_for: list[StudyHintJson]


@slow_view()
class RoundFeedback(ApiView):
    """``rounds/{id}/feedback/``"""

    @responses(FeedbackJson)
    def get(self, request: Request, pk: int) -> Response:
        """What one is told now of one's own marks: ``mode`` says how much that is."""
        return Response(feedback_json(feedback(request.user, get_round(request.user, pk))))


def feedback_json(told: ReaderFeedback) -> dict[str, Any]:
    """Feedback as the API shows it."""
    return {
        "mode": told.mode,
        "score": told.score,
        "counts": told.counts,
        "passages": [_line(line) for line in told.lines],
        "look_for": [
            {"tag": look.tag.slug, "missed": look.missed, "mistaken": look.mistaken} for look in told.looks
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
