"""The API of the groups in a round: list and change them, and join one."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_round, own_group, visible_groups
from annotate.annotations.api import PersonJson
from annotate.groups import actions
from annotate.groups.json import group_json
from annotate.groups.shuffling import SIZES
from annotate.models import Round
from people.models import User
from people.permissions import Permission
from web.api.openapi import list_response
from web.api.validation import validate
from web.api.views import ApiView


class GroupSerializer(serializers.Serializer[Any]):
    """A group to form. Without a name it goes by its number."""

    name = serializers.CharField(max_length=actions.MAX_NAME, allow_blank=True, default="")
    members = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=10_000
    )


class GroupsInput(serializers.Serializer[Any]):
    """All groups of a round, in their order."""

    groups = GroupSerializer(many=True)


class ShuffleInput(serializers.Serializer[Any]):
    """About how many people are in a group."""

    size = serializers.IntegerField(min_value=SIZES[0], max_value=SIZES[-1])


class CopyInput(serializers.Serializer[Any]):
    """The earlier round whose groups are formed again."""

    round = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class RoundGroupJson(TypedDict):
    """A group and its members."""

    number: int
    name: str
    members: list[PersonJson]


class OwnRoundGroupJson(TypedDict):
    """The user's own group, null if they are in none."""

    group: RoundGroupJson | None


def groups_response(user: User, round_: Round) -> Response:
    """Return the groups that the user may know now."""
    return Response({"results": list(map(group_json, visible_groups(user, round_)))})


class GroupList(ApiView):
    """The groups of a round in the mode ``groups``."""

    @extend_schema(responses={200: list_response(RoundGroupJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the groups: all to those who oversee the round and after the reveal, else the user's own."""
        return groups_response(request.user, get_round(request.user, pk))

    @extend_schema(
        request=GroupsInput,
        responses={200: list_response(RoundGroupJson)},
        examples=[OpenApiExample("example", {"groups": [{"members": [7, 9]}]}, request_only=True)],
    )
    def put(self, request: Request, pk: int) -> Response:
        """Form exactly these groups, of people who take part and do not lead.

        From then on people see the annotations of their new group, and no longer those of their old one.
        """
        groups = validate(GroupsInput, request.data)["groups"]
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        inputs = [actions.GroupInput(group["name"], tuple(group["members"])) for group in groups]
        actions.set_groups(request.user, round_, inputs)
        return groups_response(request.user, round_)


class GroupShuffle(ApiView):
    """Shuffling people into groups."""

    @extend_schema(request=ShuffleInput, responses={200: list_response(RoundGroupJson)})
    def post(self, request: Request, pk: int) -> Response:
        """Put everybody into a new group, with others than in the last rounds as far as possible."""
        size = validate(ShuffleInput, request.data)["size"]
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        actions.shuffle_groups(request.user, round_, size)
        return groups_response(request.user, round_)


class GroupCopy(ApiView):
    """Forming the groups of an earlier round again."""

    @extend_schema(request=CopyInput, responses={200: list_response(RoundGroupJson)})
    def post(self, request: Request, pk: int) -> Response:
        """Form the groups of an earlier round of the same team; who is new joins the smallest."""
        earlier = validate(CopyInput, request.data)["round"]
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        actions.copy_groups(request.user, round_, get_round(request.user, earlier, Permission.MANAGE_ROUND))
        return groups_response(request.user, round_)


class OwnGroup(ApiView):
    """The user's own group."""

    @extend_schema(responses={200: OwnRoundGroupJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return the user's group."""
        return own_group_response(request.user, get_round(request.user, pk))

    @extend_schema(request=None, responses={200: OwnRoundGroupJson})
    def put(self, request: Request, pk: int) -> Response:
        """Join the smallest group of an open round, unless the user is in one. Idempotent."""
        round_ = get_round(request.user, pk, Permission.ANNOTATE)
        actions.join_group(request.user, round_)
        return own_group_response(request.user, round_)


def own_group_response(user: User, round_: Round) -> Response:
    """Return the user's group, if they are in one."""
    group = own_group(user, round_)
    return Response({"group": group_json(group) if group else None})
