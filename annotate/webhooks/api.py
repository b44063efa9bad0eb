"""The API of webhooks: URLs that get the changes in a team's rounds."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_webhook
from annotate.models import Webhook
from annotate.webhooks import actions
from people.access import get_team
from people.permissions import Permission
from web.api.openapi import Time, list_response
from web.api.validation import validate
from web.api.views import ApiView


class WebhookInput(serializers.Serializer[Any]):
    """The URL of a new webhook; it begins with https:// or http://."""

    url = serializers.URLField(max_length=2000)


class WebhookJson(TypedDict):
    """A webhook. ``error`` describes the last failed delivery."""

    id: int
    url: str
    created_at: Time
    told_at: Time | None
    failures: int
    error: str
    stopped_at: Time | None


class NewWebhookJson(WebhookJson):
    """A new webhook, with the secret that its messages are signed with."""

    secret: str


def webhook_json(webhook: Webhook) -> dict[str, Any]:
    """Return a webhook as API JSON, without its secret."""
    return {
        "id": webhook.pk,
        "url": webhook.url,
        "created_at": webhook.created_at.isoformat(),
        "told_at": webhook.last_delivered_at.isoformat() if webhook.last_delivered_at else None,
        "failures": webhook.failures,
        "error": webhook.error,
        "stopped_at": webhook.stopped_at.isoformat() if webhook.stopped_at else None,
    }


class WebhookList(ApiView):
    """The webhooks of a team."""

    replays = False

    @extend_schema(responses={200: list_response(WebhookJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the webhooks of a team."""
        team = get_team(request.user, pk, Permission.MANAGE_WEBHOOKS)
        return Response({"results": [webhook_json(webhook) for webhook in team.webhooks.order_by("pk")]})

    @extend_schema(
        request=WebhookInput,
        responses={201: NewWebhookJson},
        examples=[
            OpenApiExample("example", {"url": "https://newsroom.example/hooks/claimlight"}, request_only=True)
        ],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Create a webhook that gets all changes from now on."""
        team = get_team(request.user, pk, Permission.MANAGE_WEBHOOKS)
        url = validate(WebhookInput, request.data)["url"]
        webhook = actions.add_webhook(request.user, team, url)
        return Response(webhook_json(webhook) | {"secret": webhook.secret}, status=status.HTTP_201_CREATED)


class WebhookDetail(ApiView):
    """One webhook."""

    @extend_schema(responses={200: WebhookJson})
    def get(self, request: Request, pk: int, hook: int) -> Response:
        """Return a webhook and the state of its deliveries."""
        return Response(
            webhook_json(get_webhook(get_team(request.user, pk, Permission.MANAGE_WEBHOOKS), hook))
        )

    @extend_schema(responses={204: None})
    def post(self, request: Request, pk: int, hook: int) -> Response:
        """Retry a failing or stopped webhook now."""
        actions.retry_now(
            request.user, get_webhook(get_team(request.user, pk, Permission.MANAGE_WEBHOOKS), hook)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, hook: int) -> Response:
        """Delete a webhook."""
        actions.remove_webhook(
            request.user, get_webhook(get_team(request.user, pk, Permission.MANAGE_WEBHOOKS), hook)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
