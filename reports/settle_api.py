"""The API of settling: the places of a round, and many settled at a stroke; one by one is a part of annotate."""

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate.settling import settle_all, undo_stroke
from reports.revealed import revealed_for
from reports.settle_views import VERB, threshold_of
from reports.settling import place_json, round_places, ruled


class Places(APIView):
    """``rounds/{id}/places/``"""

    def get(self, request: Request, pk: int) -> Response:
        """Where readers marked, and how many stand behind each proposal."""
        round_ = revealed_for(request.user, pk, VERB)
        return Response({"results": [place_json(place) for place in round_places(request.user, round_)]})


class Stroke(APIView):
    """``rounds/{id}/settled-stroke/``"""

    def post(self, request: Request, pk: int) -> Response:
        """Settle everything that ``rule`` says is agreed: all, majority, or at least ``k`` readers."""
        round_ = revealed_for(request.user, pk, VERB)
        marks = ruled(round_places(request.user, round_), threshold_of(request.data))
        return Response({"settled": settle_all(request.user, round_, marks)})

    def delete(self, request: Request, pk: int) -> Response:
        """Take the last stroke back."""
        return Response({"taken_back": undo_stroke(request.user, revealed_for(request.user, pk, VERB))})
