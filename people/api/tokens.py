"""The API of one's own API tokens."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import list_api_tokens
from people.actions.accounts import create_token, revoke_token
from people.models import ApiToken
from web.api.openapi import Time, list_response
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput


class TokenJson(TypedDict):
    """An API token, without its text."""

    id: int
    name: str
    only_reads: bool
    created_at: Time
    expires_at: Time | None


class NewTokenJson(TokenJson):
    """A new API token with its text."""

    token: str


class TokenInput(serializers.Serializer[Any]):
    """What a token is for, how many days it works (0: until it is revoked), and whether it is read-only."""

    name = SingleLineInput(max_length=80)
    days = serializers.IntegerField(min_value=0, max_value=3660, default=366)
    only_reads = serializers.BooleanField(default=False)


def token_json(token: ApiToken) -> dict[str, Any]:
    """Return a token as JSON. Its text is not stored."""
    return {
        "id": token.pk,
        "name": token.name,
        "only_reads": token.read_only,
        "created_at": token.created_at.isoformat(),
        "expires_at": token.expires_at.isoformat() if token.expires_at else None,
    }


class TokenList(ApiView):
    """The user's API tokens."""

    replays = False

    @extend_schema(responses={200: list_response(TokenJson)})
    def get(self, request: Request) -> Response:
        """List your API tokens."""
        return Response({"results": [token_json(token) for token in list_api_tokens(request.user)]})

    @extend_schema(
        request=TokenInput,
        responses={201: NewTokenJson},
        examples=[
            OpenApiExample(
                "example", {"name": "Nightly export", "days": 366, "only_reads": True}, request_only=True
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """Create an API token, whose text cannot be shown again."""
        data = validate(TokenInput, request.data)
        api_token, token = create_token(request.user, data["name"], data["days"], data["only_reads"])
        return Response(token_json(api_token) | {"token": token}, status=status.HTTP_201_CREATED)


class TokenDetail(ApiView):
    """One API token."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke an API token."""
        revoke_token(request.user, pk)
        return Response(status=status.HTTP_204_NO_CONTENT)
