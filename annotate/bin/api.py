"""The API of the bin."""

from typing import Any, Literal, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.bin import actions
from annotate.bin.access import BinItem, bin_items, bin_row
from people.access import get_team
from people.permissions import Permission
from web.api.openapi import Time, list_response
from web.api.validation import validate
from web.api.views import ApiView


class BinFilter(serializers.Serializer[Any]):
    """The team to list."""

    team = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class BinItemJson(TypedDict):
    """Something that was deleted. Restoring a round whose ``with_article`` is true restores its article, too."""

    kind: Literal["articles", "rounds", "lessons", "teams"]
    id: int
    title: str
    team: int | None
    deleted_at: Time
    deleted_by: str | None
    gone_at: Time
    with_article: bool
    may_delete: bool


def bin_item_json(item: BinItem) -> dict[str, Any]:
    """Return a deleted thing as the API shows it."""
    return {
        "kind": item.kind,
        "id": item.id,
        "title": item.title,
        "team": item.team.pk if item.team else None,
        "deleted_at": item.deleted_at.isoformat(),
        "deleted_by": item.deleted_by,
        "gone_at": item.gone_at.isoformat(),
        "with_article": item.with_article,
        "may_delete": item.may_delete,
    }


class Bin(ApiView):
    """What is in the bin."""

    @extend_schema(responses={200: list_response(BinItemJson)}, parameters=[BinFilter])
    def get(self, request: Request) -> Response:
        """What was deleted and can be restored, the newest first: all of one's own, or what is of one team."""
        pk = validate(BinFilter, request.query_params).get("team")
        team = get_team(request.user, pk, Permission.DELETE_ROUND) if pk else None
        return Response({"results": [bin_item_json(item) for item in bin_items(request.user, team)]})


class BinItemDetail(ApiView):
    """One deleted thing."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, kind: str, pk: int) -> Response:
        """Delete it for good, with everything in it. There is no way back."""
        actions.delete_permanently(request.user, bin_row(request.user, kind, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class BinItemRestore(ApiView):
    """The way back from the bin."""

    @extend_schema(responses={204: None})
    def post(self, request: Request, kind: str, pk: int) -> Response:
        """Bring it back as it was: with the same ids, at the same addresses."""
        actions.restore(request.user, bin_row(request.user, kind, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
