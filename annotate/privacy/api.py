"""The API of people's data: downloading and erasing it, and how long rounds are kept."""

from typing import Any, TypedDict

from django.http import HttpResponse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_participant
from annotate.privacy.data_export import personal_data_zip
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import set_retention
from people.access import get_team
from people.permissions import Permission
from web.api.openapi import responses
from web.api.validation import validate
from web.api.views import ApiView
from web.server.slow_views import slow_view


class EraseInput(serializers.Serializer[Any]):
    """What becomes of the marks: they stay without a name, or go."""

    marks = serializers.ChoiceField(["keep", "delete"])


class RetentionInput(serializers.Serializer[Any]):
    """For how many days rounds are kept; null keeps them for ever."""

    days = serializers.IntegerField(min_value=1, allow_null=True)


class RetentionJson(TypedDict):
    """For how many days rounds are kept; null: for ever."""

    days: int | None


@slow_view()
class PersonalData(ApiView):
    """``teams/{id}/members/{id}/held.zip``"""

    @responses(files=lambda: ["application/zip"])
    def get(self, request: Request, pk: int, person: int) -> HttpResponse:
        """What is held of one participant: everything to themselves, to others nothing that a round still hides."""
        team = get_team(
            request.user,
            pk,
            Permission.VIEW_TEAM if person == request.user.pk else Permission.MANAGE_PERSONAL_DATA,
        )
        content = personal_data_zip(request.user, team, get_participant(team, person))
        return HttpResponse(content, content_type="application/zip")


@slow_view()
class Erase(ApiView):
    """``teams/{id}/members/{id}/erase/``"""

    @responses(status=204, takes=EraseInput)
    def post(self, request: Request, pk: int, person: int) -> Response:
        """Erase a participant from the team. There is no way back."""
        given = validate(EraseInput, request.data)
        team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
        keep = given["marks"] == "keep"
        erase_person(request.user, team, get_participant(team, person), keep_marks=keep)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Retention(ApiView):
    """``teams/{id}/retention/``"""

    @responses(RetentionJson, takes=RetentionInput)
    def put(self, request: Request, pk: int) -> Response:
        """How long the team's rounds are kept after the last thing that happened in them."""
        given = validate(RetentionInput, request.data)
        team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
        set_retention(request.user, team, given["days"])
        return Response({"days": team.retention_days})
