"""The API of links to a report."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from articles.access import get_article
from people.permissions import Permission
from reports.access import active_shares, get_share
from reports.api import OptionsInput
from reports.loader import load_report
from reports.models import SharedReport
from reports.options import parse_options
from reports.sharing import actions
from reports.sharing.links import LIFETIMES, options_of, share_link
from web.api.openapi import Time, list_response
from web.api.validation import validate
from web.api.views import ApiView


class ShareInput(serializers.Serializer[Any]):
    """For how many days a link works (0: until it is revoked), and whether readers are named."""

    days = serializers.ChoiceField(choices=list(LIFETIMES), default=31)
    names = serializers.BooleanField(default=False)


class ShareJson(TypedDict):
    """A link to a report."""

    id: int
    by: str
    names: bool
    query: str
    created_at: Time
    expires_at: Time | None


class NewShareJson(ShareJson):
    """A new link to a report, with its address."""

    link: str


def share_json(share: SharedReport) -> dict[str, Any]:
    """Return a link as the API lists it, without its token, which is not stored."""
    return {
        "id": share.pk,
        "by": share.created_by.name,
        "names": share.names,
        "query": options_of(share).query,
        "created_at": share.created_at.isoformat(),
        "expires_at": share.expires_at.isoformat() if share.expires_at else None,
    }


class ShareList(ApiView):
    """The active links to the report on an article."""

    replays = False

    @extend_schema(responses={200: list_response(ShareJson)})
    def get(self, request: Request, pk: int) -> Response:
        """Return the active links."""
        article = get_article(request.user, pk, Permission.SHARE_REPORT)
        return Response({"results": [share_json(share) for share in active_shares(article)]})

    @extend_schema(request=ShareInput, responses={201: NewShareJson}, parameters=[OptionsInput])
    def post(self, request: Request, pk: int) -> Response:
        """Create a link to the report with the options of the query. Its address is returned only once."""
        article = get_article(request.user, pk, Permission.SHARE_REPORT)
        data = validate(ShareInput, request.data)
        options = parse_options(request.query_params)
        load_report(request.user, article, options, shared=True)
        share, token = actions.share_report(request.user, article, options, **data)
        return Response(
            share_json(share) | {"link": share_link(request, token)}, status=status.HTTP_201_CREATED
        )


class ShareDetail(ApiView):
    """One link to a report."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, share: int) -> Response:
        """Revoke a link."""
        actions.revoke_share(
            request.user, get_share(get_article(request.user, pk, Permission.SHARE_REPORT), share)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
