"""The API of personal data: download and erase it, and set how long rounds are kept."""

from typing import Any, TypedDict

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_participant
from annotate.privacy.data_export import personal_data_zip
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import set_retention
from people.access import get_team
from people.permissions import Permission
from web.api.validation import validate
from web.api.views import ApiView
from web.server.slow_views import slow_view


class EraseInput(serializers.Serializer[Any]):
    """Whether the annotations stay without a name, or are deleted."""

    marks = serializers.ChoiceField(["keep", "delete"])


class RetentionInput(serializers.Serializer[Any]):
    """The days for which rounds are kept; null keeps them for ever."""

    days = serializers.IntegerField(min_value=1, allow_null=True)


class RetentionJson(TypedDict):
    """The days for which rounds are kept; null keeps them for ever."""

    days: int | None


@slow_view()
class PersonalData(ApiView):
    """Everything that a team holds about one participant, as a ZIP."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, person: int) -> HttpResponse:
        """Download a participant's data: their own complete, others' without what a round still hides."""
        team = get_team(
            request.user,
            pk,
            Permission.VIEW_TEAM if person == request.user.pk else Permission.MANAGE_PERSONAL_DATA,
        )
        content = personal_data_zip(request.user, team, get_participant(team, person))
        return HttpResponse(content, content_type="application/zip")


@slow_view()
class Erase(ApiView):
    """The erasure of one participant."""

    @extend_schema(request=EraseInput, responses={204: None})
    def post(self, request: Request, pk: int, person: int) -> Response:
        """Erase a participant from the team. This cannot be undone."""
        keep = validate(EraseInput, request.data)["marks"] == "keep"
        team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
        erase_person(request.user, team, get_participant(team, person), keep_annotations=keep)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Retention(ApiView):
    """How long a team keeps its rounds."""

    @extend_schema(request=RetentionInput, responses={200: RetentionJson})
    def put(self, request: Request, pk: int) -> Response:
        """Set how long the team's rounds are kept after their last change."""
        days = validate(RetentionInput, request.data)["days"]
        team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
        set_retention(request.user, team, days)
        return Response({"days": team.retention_days})
