"""The API of feedback."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate.access import round_for
from reports.feedback import Line, Told, feedback


class RoundFeedback(APIView):
    """``rounds/{id}/feedback/``"""

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
