"""The API of adjudication: the clusters of a round, and batches of final annotations."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.adjudication import adjudicate_many, undo_last_batch
from people.permissions import Permission
from reports.access import get_revealed_round
from reports.adjudication.actions import apply_rule, cluster_json, round_clusters
from reports.cached_results import in_background
from reports.options import parse_threshold
from web.api.openapi import list_response
from web.api.validation import validate
from web.api.views import ApiView
from web.server.slow_views import slow_view


class ProposalJson(TypedDict):
    """A span and a tag that some readers annotated."""

    start: int
    end: int
    tag: str
    quote: str
    readers: list[str]


class ClusterJson(TypedDict):
    """A stretch on which readers’ annotations overlap; ``agreed`` if all readers annotated the same.

    ``split`` (0 to 1) is how evenly they disagree; ``before``: tag, or "" for none -> how many readers chose it.
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
    """How many final annotations were written."""

    settled: int


class UndoneJson(TypedDict):
    """How many final annotations were removed again."""

    taken_back: int


@slow_view()
class ClusterList(ApiView):
    """The clusters of overlapping annotations in a round."""

    @extend_schema(responses={200: list_response(ClusterJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the clusters with the readers behind each proposal."""
        round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)

        def clusters_json() -> list[dict[str, Any]]:
            return [cluster_json(cluster) for cluster in round_clusters(request.user, round_)]

        return Response({"results": in_background(request.user, round_, "places", clusters_json, wait=True)})


@slow_view()
class BatchAdjudication(ApiView):
    """Final annotations by a rule, for all clusters at once."""

    @extend_schema(request=RuleInput, responses={200: SettledJson})
    def post(self, request: Request, pk: int) -> Response:
        """Adjudicate everything that ``rule`` accepts: all, majority, or at least ``k`` readers."""
        data = validate(RuleInput, request.data)
        round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
        annotations = apply_rule(round_clusters(request.user, round_), parse_threshold(data))
        return Response({"settled": adjudicate_many(request.user, round_, annotations)})

    @extend_schema(responses={200: UndoneJson})
    def delete(self, request: Request, pk: int) -> Response:
        """Undo the last batch."""
        return Response(
            {
                "taken_back": undo_last_batch(
                    request.user, get_revealed_round(request.user, pk, Permission.ADJUDICATE)
                )
            }
        )
