"""The API of settling: the places of a round, and many settled at a stroke; one by one is a part of annotate."""

from typing import Any, TypedDict

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.adjudication import adjudicate_many, undo_last_batch
from people.permissions import Permission
from reports.adjudication.actions import apply_rule, cluster_json, round_clusters
from reports.adjudication.views import parse_threshold
from reports.background_results import in_background
from reports.decorators import get_revealed_round
from web.api.openapi import list_response, responses
from web.api.validation import validate
from web.api.views import ApiView
from web.server.slow_views import slow_view


class ProposalJson(TypedDict):
    """What some readers marked there."""

    start: int
    end: int
    tag: str
    quote: str
    readers: list[str]


class ClusterJson(TypedDict):
    """A place on which readers’ marks touch, ``character_agreement`` where all of them marked the same.

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


class UndoneJson(TypedDict):
    """How many marks are gone again."""

    taken_back: int


@slow_view()
class ClusterList(ApiView):
    """``rounds/{id}/places/``"""

    @responses(list_response(ClusterJson))
    def get(self, request: Request, pk: int) -> Response:
        """Where readers marked, and how many stand behind each proposal."""
        round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)

        def places() -> list[dict[str, Any]]:
            return [cluster_json(place) for place in round_clusters(request.user, round_)]

        return Response({"results": in_background(request.user, round_, "places", places, wait=True)})


@slow_view()
class BatchAdjudication(ApiView):
    """``rounds/{id}/settled-stroke/``"""

    @responses(SettledJson, takes=RuleInput)
    def post(self, request: Request, pk: int) -> Response:
        """Settle everything that ``rule`` says is agreed: all, majority, or at least ``k`` readers."""
        given = validate(RuleInput, request.data)
        round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
        marks = apply_rule(round_clusters(request.user, round_), parse_threshold(given))
        return Response({"settled": adjudicate_many(request.user, round_, marks)})

    @responses(UndoneJson)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the last stroke back."""
        return Response(
            {
                "taken_back": undo_last_batch(
                    request.user, get_revealed_round(request.user, pk, Permission.ADJUDICATE)
                )
            }
        )
