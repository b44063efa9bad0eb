"""The API of handing a team over."""

from typing import Any, TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import get_member, get_team
from people.actions.handover import hand_over_team, invite_successor
from people.permissions import Permission
from web.api.validation import validate
from web.api.views import ApiView


class HandOverInput(serializers.Serializer[Any]):
    """The ``successor``, a member; or, without one, whoever accepts the link, which is sent to ``email``."""

    successor = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=2**63 - 1
    )
    email = serializers.EmailField(allow_blank=True, default="")
    days = serializers.IntegerField(min_value=1, max_value=90, default=30)
    stays = serializers.BooleanField(help_text="Whether you stay as an editor; else you leave.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """Refuse a successor together with an e-mail address."""
        if data["successor"] and data["email"]:
            raise serializers.ValidationError(_("Send either “successor” or “email”."))
        return data


class HandedOverJson(TypedDict):
    """Whether the team is handed over, or will be when somebody accepts ``link``, which cannot be shown again."""

    done: bool
    link: str | None


class HandOver(ApiView):
    """The handover of a team to another owner."""

    replays = False

    @extend_schema(
        request=HandOverInput,
        responses={200: HandedOverJson},
        examples=[OpenApiExample("example", {"successor": 7, "stays": True}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Make somebody else the owner in your place, or invite somebody to take over."""
        team = get_team(request.user, pk, Permission.HAND_OVER_TEAM)
        data = validate(HandOverInput, request.data)
        if data["successor"]:
            hand_over_team(request.user, team, get_member(team, data["successor"]), data["stays"])
            return Response({"done": True, "link": None})
        address = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"]))
        link = address.replace("TOKEN", "{token}")
        token, _sent = invite_successor(request.user, team, data["email"], data["stays"], data["days"], link)
        return Response({"done": False, "link": link.format(token=token)})
