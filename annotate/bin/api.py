"""The API of the bin."""

from typing import Any, Literal, TypedDict

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.bin import actions
from annotate.bin.access import DELETE_EXERCISE, BinItem, bin_items, bin_row
from people.access import team_for
from web.api.openapi import Time, answers, listed
from web.api.validation import checked
from web.api.views import View


class BinFilter(serializers.Serializer[Any]):
    """Of which team."""

    team = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class BinItemJson(TypedDict):
    """Something that was deleted. Restoring a round whose ``with_article`` is true restores its article, too."""

    kind: Literal["articles", "rounds", "teams"]
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


class Bin(View):
    """``bin/``"""

    @answers(listed(BinItemJson), asks=BinFilter)
    def get(self, request: Request) -> Response:
        """What was deleted and can be restored, the newest first: all of one's own, or what is of one team."""
        given = checked(BinFilter, request.query_params)
        team = team_for(request.user, given["team"], DELETE_EXERCISE) if "team" in given else None
        return Response({"results": [bin_item_json(item) for item in bin_items(request.user, team)]})


class BinThing(View):
    """``bin/{kind}/{id}/``"""

    @answers(status=204)
    def delete(self, request: Request, kind: str, pk: int) -> Response:
        """Delete it for good, with everything in it. There is no way back."""
        actions.delete_for_good(request.user, bin_row(request.user, kind, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Restored(View):
    """``bin/{kind}/{id}/restore/``"""

    @answers(status=204)
    def post(self, request: Request, kind: str, pk: int) -> Response:
        """Bring it back as it was: with the same ids, at the same addresses."""
        actions.restore(request.user, bin_row(request.user, kind, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
