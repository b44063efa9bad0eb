"""The API of one's own time zone."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.actions.accounts import set_time_zone
from people.models import User
from web.api.validation import validate
from web.api.views import ApiView
from web.rate_limits import hit_named_limit


class TimeZoneJson(TypedDict):
    """A time zone, "" while it is unknown, and whether the person has chosen it. Otherwise it is the device’s."""

    time_zone: str
    chosen: bool


class TimeZoneInput(serializers.Serializer[Any]):
    """The name of a time zone in the IANA database, and whether the person has chosen it."""

    time_zone = serializers.CharField(max_length=64)
    chosen = serializers.BooleanField(
        default=True,
        help_text="False: it is the device’s, and does not replace one that the person has chosen.",
    )


def time_zone_json(user: User) -> dict[str, Any]:
    """Return the time zone of a person."""
    return {"time_zone": user.time_zone, "chosen": user.time_zone_chosen}


class TimeZone(ApiView):
    """The time zone in which pages, e-mails and reports show times to the user."""

    @extend_schema(responses={200: TimeZoneJson})
    def get(self, request: Request) -> Response:
        """Show your time zone."""
        return Response(time_zone_json(request.user))

    @extend_schema(
        request=TimeZoneInput,
        responses={200: TimeZoneJson},
        examples=[OpenApiExample("example", {"time_zone": "Europe/Madrid"}, request_only=True)],
    )
    def put(self, request: Request) -> Response:
        """Set your time zone. Idempotent."""
        data = validate(TimeZoneInput, request.data)
        hit_named_limit(request.user, "time zone")
        set_time_zone(request.user, data["time_zone"], data["chosen"])
        return Response(time_zone_json(request.user))
