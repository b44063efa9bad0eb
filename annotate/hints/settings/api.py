"""The API of a team's settings for hints."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import hint_settings
from annotate.hints.settings.actions import change_hint_settings
from annotate.models import HintSettings
from articles.hints import OwnWord
from articles.hints.own_words import LONGEST_WORD, MOST_WORDS
from people.access import get_team
from people.permissions import Permission
from web.api.validation import validate
from web.api.views import ApiView


class OwnWordInput(serializers.Serializer[Any]):
    """A plain word or phrase, with a neutral wording or ""."""

    word = serializers.CharField(max_length=LONGEST_WORD)
    neutral = serializers.CharField(max_length=LONGEST_WORD, allow_blank=True, default="")


class TeamHintsInput(serializers.Serializer[Any]):
    """What to change; what is left out stays."""

    kinds_off = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=40, required=False
    )
    own_words = serializers.ListField(child=OwnWordInput(), max_length=MOST_WORDS, required=False)
    language_model = serializers.BooleanField(required=False)


class OwnWordJson(TypedDict):
    """A word or phrase of a team's own, with a neutral wording or ""."""

    word: str
    neutral: str


class TeamHintsJson(TypedDict):
    """The kinds of hints that are switched off in a team, by slug, and its own loaded words.

    ``language_model``: texts may be sent to the language model of the site, if it has one.
    """

    kinds_off: list[str]
    own_words: list[OwnWordJson]
    language_model: bool


def team_hints_json(settings: HintSettings) -> dict[str, Any]:
    """Return a team's settings for hints as API JSON."""
    return {
        "kinds_off": settings.kinds_off,
        "own_words": settings.own_words,
        "language_model": settings.language_model,
    }


class TeamHints(ApiView):
    """The settings for hints of a team."""

    @extend_schema(responses={200: TeamHintsJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return which kinds of hints are switched off, and the team's own loaded words."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        return Response(team_hints_json(hint_settings(team.pk)))

    @extend_schema(
        request=TeamHintsInput,
        responses={200: TeamHintsJson},
        examples=[OpenApiExample("example", {"kinds_off": ["scare-quotes"]}, request_only=True)],
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Switch kinds of hints or the language model, or replace the team's own loaded words."""
        data = validate(TeamHintsInput, request.data)
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        if "own_words" in data:
            data["own_words"] = [OwnWord(**word) for word in data["own_words"]]
        return Response(team_hints_json(change_hint_settings(request.user, team, **data)))
