"""The API of extensions: who has a due date of their own in a round."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import extensions_in, get_round, people_to_extend
from annotate.annotations.api import PersonJson
from annotate.extensions.actions import extend, remove_extension
from annotate.extensions.people import get_extended
from annotate.models import Extension, Round, RoundGroup
from people.models import User
from people.permissions import Permission
from web.api.openapi import Time, list_response
from web.api.views import ApiView


class ExtensionJson(TypedDict):
    """A person’s own due date."""

    person: PersonJson
    due_at: Time
    created_at: Time


class ExtensionInput(serializers.Serializer[Any]):
    """Who gets more time, by their ids or those of groups of the round, and until when."""

    people = serializers.PrimaryKeyRelatedField(queryset=User.objects.none(), many=True, default=list)
    groups = serializers.PrimaryKeyRelatedField(queryset=RoundGroup.objects.none(), many=True, default=list)
    due_at = serializers.DateTimeField()

    def __init__(self, *args: Any, round_: Round | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if round_:
            self.fields["people"].child_relation.queryset = people_to_extend(round_)
            self.fields["groups"].child_relation.queryset = round_.groups.all()


def extension_json(extension: Extension) -> dict[str, Any]:
    """Return an extension as API JSON."""
    return {
        "person": {"id": extension.user_id, "name": extension.user.name},
        "due_at": extension.due_at.isoformat(),
        "created_at": extension.created_at.isoformat(),
    }


class ExtensionList(ApiView):
    """The extensions in a round, for those who oversee it."""

    @extend_schema(responses={200: list_response(ExtensionJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List who has a due date of their own."""
        round_ = get_round(request.user, pk, Permission.OVERSEE_ROUNDS)
        return Response({"results": list(map(extension_json, extensions_in(round_)))})

    @extend_schema(
        request=ExtensionInput,
        responses={200: list_response(ExtensionJson)},
        examples=[
            OpenApiExample(
                "example", {"people": [12], "due_at": "2026-12-08T18:00:00+01:00"}, request_only=True
            )
        ],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Give people a later due date, in an assignment in all of its rounds. Idempotent.

        A round that is closed stays closed for all.
        """
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        serializer = ExtensionInput(data=request.data, round_=round_)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        people = {person.pk: person for person in data["people"]}
        if data["groups"]:
            members = people_to_extend(round_).filter(round_groups__group__in=data["groups"])
            people |= {person.pk: person for person in members}
        extend(request.user, round_, people.values(), data["due_at"])
        return Response({"results": list(map(extension_json, extensions_in(round_)))})


class ExtensionDetail(ApiView):
    """One person’s own due date."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Make the due date of all that of this person again."""
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        remove_extension(request.user, round_, get_extended(round_, person))
        return Response(status=status.HTTP_204_NO_CONTENT)
