"""The API of settling: the places of a round, and many settled at a stroke; one by one is a part of annotate."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate.settling import settle_all, undo_stroke
from reports.places import Place
from reports.settle_views import round_to_settle, rule_of
from reports.settling import round_places, ruled


def place_json(place: Place) -> dict[str, Any]:
    """A place as the API shows it."""
    proposals = [
        {"start": p.start, "end": p.end, "tag": p.tag, "quote": p.quote, "readers": list(p.readers)}
        for p in place.proposals
    ]
    return {
        "start": place.start,
        "end": place.end,
        "readers": place.readers,
        "agreed": place.agreed,
        "proposals": proposals,
    }


class Places(APIView):
    """``rounds/{id}/places/``"""

    def get(self, request: Request, pk: int) -> Response:
        """Where readers marked, and how many stand behind each proposal."""
        round_ = round_to_settle(request, pk)
        return Response({"results": [place_json(place) for place in round_places(request.user, round_)]})


class Stroke(APIView):
    """``rounds/{id}/settled-stroke/``"""

    def post(self, request: Request, pk: int) -> Response:
        """Settle everything that ``rule`` says is agreed: all, majority, or at least ``k`` readers."""
        round_ = round_to_settle(request, pk)
        marks = ruled(round_places(request.user, round_), *rule_of(request.data))
        return Response({"settled": settle_all(request.user, round_, marks)})

    def delete(self, request: Request, pk: int) -> Response:
        """Take the last stroke back."""
        return Response({"taken_back": undo_stroke(request.user, round_to_settle(request, pk))})
