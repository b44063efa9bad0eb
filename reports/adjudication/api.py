"""The API of settling: the places of a round, and many settled at a stroke; one by one is a part of annotate."""

from typing import Any, TypedDict

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.adjudication import settle_all, undo_stroke
from reports.adjudication.actions import place_json, round_places, ruled
from reports.adjudication.views import READ, VERB, threshold_of
from reports.background_results import worked_out
from reports.decorators import revealed_for
from web.api.openapi import answers, listed
from web.api.validation import checked
from web.api.views import View
from web.server.slow_views import slow_view


class ProposalJson(TypedDict):
    """What some readers marked there."""

    start: int
    end: int
    tag: str
    quote: str
    readers: list[str]


class PlaceJson(TypedDict):
    """A place on which readers’ marks touch, ``agreed`` where all of them marked the same.

    ``split`` (0 to 1) says how evenly they part; ``before``: tag, or "" for nothing -> how many had marked that.
    """

    start: int
    end: int
    readers: int
    agreed: bool
    split: float
    before: dict[str, int]
    proposals: list[ProposalJson]


class RuleInput(serializers.Serializer[Any]):
    """``all``, ``majority``, or ``at least`` with a number ``k`` of readers."""

    rule = serializers.CharField(required=False)
    k = serializers.IntegerField(required=False)


class SettledJson(TypedDict):
    """How many marks are settled by it."""

    settled: int


class TakenBackJson(TypedDict):
    """How many marks are gone again."""

    taken_back: int


@slow_view()
class Places(View):
    """``rounds/{id}/places/``"""

    @answers(listed(PlaceJson))
    def get(self, request: Request, pk: int) -> Response:
        """Where readers marked, and how many stand behind each proposal."""
        round_ = revealed_for(request.user, pk, READ)

        def places() -> list[dict[str, Any]]:
            return [place_json(place) for place in round_places(request.user, round_)]

        return Response({"results": worked_out(request.user, round_, "places", places, wait=True)})


@slow_view()
class Stroke(View):
    """``rounds/{id}/settled-stroke/``"""

    @answers(SettledJson, takes=RuleInput)
    def post(self, request: Request, pk: int) -> Response:
        """Settle everything that ``rule`` says is agreed: all, majority, or at least ``k`` readers."""
        given = checked(RuleInput, request.data)
        round_ = revealed_for(request.user, pk, VERB)
        marks = ruled(round_places(request.user, round_), threshold_of(given))
        return Response({"settled": settle_all(request.user, round_, marks)})

    @answers(TakenBackJson)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the last stroke back."""
        return Response({"taken_back": undo_stroke(request.user, revealed_for(request.user, pk, VERB))})
