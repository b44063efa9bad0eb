"""The API of feedback."""

from typing import Any, TypedDict

from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import round_for
from annotate.enums import Feedback as FeedbackMode
from reports.feedback.actions import Line, Told, feedback
from web.api.openapi import answers
from web.api.views import View
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


class LookJson(TypedDict):
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
    look_for: list[LookJson]


@slow_view()
class RoundFeedback(View):
    """``rounds/{id}/feedback/``"""

    @answers(FeedbackJson)
    def get(self, request: Request, pk: int) -> Response:
        """What one is told now of one's own marks: ``mode`` says how much that is."""
        return Response(told_json(feedback(request.user, round_for(request.user, pk))))


def told_json(told: Told) -> dict[str, Any]:
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


def _line(line: Line) -> dict[str, Any]:
    return {
        "outcome": line.outcome,
        "quote": line.quote,
        "mine": line.mine.slug if line.mine else None,
        "answer": line.answer,
        "right": [tag.slug for tag in line.right],
        "explanation": line.explanation,
        "others": line.others,
    }
