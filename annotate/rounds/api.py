"""The API of rounds: which there are, how they are set up, and how they are led."""

from dataclasses import asdict
from typing import Any, TypedDict

from django.urls import reverse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_codebook, get_round, rounds_visible_to
from annotate.annotations.leading import start_leading
from annotate.enums import Feedback, FeedbackTiming, RoundMode, RoundState
from annotate.models import Round
from annotate.rounds import actions
from annotate.rounds.reminders import send_reminders
from articles.access import current_text, get_article
from people.models import User
from people.permissions import Permission
from web.api.openapi import Time, page_response, responses
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView


class SettingsInput(serializers.Serializer[Any]):
    """How a round is set up. What is not said stays as it is; of a new round it is as the defaults say."""

    mode = serializers.ChoiceField(list(RoundMode))
    instructions = serializers.CharField(allow_blank=True, max_length=5_000)
    due_at = serializers.DateTimeField(allow_null=True)
    extract = serializers.ListField(
        child=serializers.IntegerField(min_value=0), min_length=2, max_length=2, allow_null=True
    )
    feedback = serializers.ChoiceField(list(Feedback))
    feedback_when = serializers.ChoiceField(list(FeedbackTiming))
    participants = serializers.PrimaryKeyRelatedField(queryset=User.objects.none(), many=True)

    def __init__(self, *args: Any, team_id: int | None = None, **options: Any) -> None:
        super().__init__(*args, partial=True, **options)
        people = User.objects.filter(memberships__team=team_id) if team_id else User.objects.none()
        self.fields["participants"].child_relation.queryset = people

    def settings(self, before: actions.RoundSettings) -> actions.RoundSettings:
        """``before`` with what was sent."""
        given = {name: value for name, value in self.validated_data.items()}
        if given.get("extract"):
            given["extract"] = tuple(given["extract"])
        if "participants" in given:
            given["participants"] = tuple(given["participants"])
        return actions.RoundSettings(**vars(before) | given)


class RoundInput(serializers.Serializer[Any]):
    """What a round is opened on. As a ``draft`` nobody but those who run it sees it yet."""

    article = serializers.IntegerField()
    codebook = serializers.IntegerField(allow_null=True, default=None)
    state = serializers.ChoiceField([RoundState.DRAFT, RoundState.OPEN], default=RoundState.OPEN)


class StateInput(serializers.Serializer[Any]):
    """Where a round is led."""

    state = serializers.ChoiceField(list(RoundState))


class NewRoundInput(RoundInput):
    """A round on an article’s newest text, and how it is set up."""

    mode = serializers.ChoiceField(list(RoundMode), required=False)
    instructions = serializers.CharField(required=False, allow_blank=True, max_length=5_000)
    due_at = serializers.DateTimeField(required=False, allow_null=True)
    extract = serializers.ListField(
        child=serializers.IntegerField(min_value=0),
        min_length=2,
        max_length=2,
        allow_null=True,
        required=False,
    )
    feedback = serializers.ChoiceField(list(Feedback), required=False)
    feedback_when = serializers.ChoiceField(list(FeedbackTiming), required=False)
    participants = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False)


class RoundFilter(PageInput):
    """Which rounds."""

    FIELDS = {"article": "text__article", "team": "text__article__team", "state": "state", "mode": "mode"}

    article = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    team = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    state = serializers.ChoiceField(list(RoundState), required=False)
    mode = serializers.ChoiceField(list(RoundMode), required=False)


class TextJson(TypedDict):
    """The revision that is marked."""

    revision: int
    sha256: str


class CodebookRefJson(TypedDict):
    """With which tags."""

    id: int
    slug: str
    version: int
    tags: list[str]


class RoundJson(TypedDict):
    """A round, its text’s revision, its tags, and how it runs."""

    id: int
    article: int
    text: TextJson
    codebook: CodebookRefJson
    created_at: Time
    state: RoundState
    mode: RoundMode
    instructions: str
    due_at: Time | None
    extract: tuple[int, int] | None
    feedback: Feedback
    feedback_when: FeedbackTiming


class ReminderJson(TypedDict):
    """How many were reminded, how many have no address, and for how many the mail server took no mail."""

    reminded: int
    without_address: int
    failed: int


def round_json(round_: Round) -> dict[str, Any]:
    """A round as the API shows it."""
    return {
        "id": round_.pk,
        "article": round_.text.article_id,
        "text": {"revision": round_.text.revision, "sha256": round_.text.sha256},
        "codebook": {
            "id": round_.codebook_id,
            "slug": round_.codebook.slug,
            "version": round_.codebook.version,
            "tags": [tag.slug for tag in round_.codebook.pure.live],
        },
        "created_at": round_.created_at.isoformat(),
    } | actions.round_settings_json(round_)


def rounds_json(rounds: list[Round]) -> list[dict[str, Any]]:
    """Many of them: each codebook's tags are read once."""
    codebooks = {round_.codebook_id: round_.codebook for round_ in rounds}
    for round_ in rounds:
        round_.codebook = codebooks[round_.codebook_id]
    return list(map(round_json, rounds))


def _settings(request: Request, before: actions.RoundSettings, team_id: int | None) -> actions.RoundSettings:
    given = SettingsInput(data=request.data, team_id=team_id)
    given.is_valid(raise_exception=True)
    return given.settings(before)


class RoundList(ApiView):
    """``rounds/``"""

    @responses(page_response(RoundJson), asks=RoundFilter)
    def get(self, request: Request) -> Response:
        """The newest rounds that one may see."""
        given = validate(RoundFilter, request.query_params)
        found = rounds_visible_to(request.user).select_related("text", "codebook")
        found = found.defer("text__body", "text__formatting").filter(
            **{field: given[name] for name, field in RoundFilter.FIELDS.items() if name in given}
        )
        return paginate(request, found, RoundFilter, ["-id"], rounds_json)

    @responses(RoundJson, 201, NewRoundInput, example={"article": 7, "mode": "independent"})
    def post(self, request: Request) -> Response:
        """Open a round on an article's newest text."""
        given = validate(RoundInput, request.data)
        wanted = given
        article = get_article(request.user, wanted["article"])
        settings = _settings(request, actions.RoundSettings(), article.team_id)
        codebook = get_codebook(request.user, wanted["codebook"]) if wanted["codebook"] else None
        round_ = actions.create_round(
            request.user, current_text(article), settings, codebook, wanted["state"]
        )
        return Response(round_json(round_), status=status.HTTP_201_CREATED)


class RoundDetail(ApiView):
    """``rounds/{id}/``"""

    @responses(RoundJson)
    def get(self, request: Request, pk: int) -> Response:
        """The round, its text's revision, its tags, and how it runs."""
        return Response(round_json(get_round(request.user, pk)))

    @responses(RoundJson, takes=SettingsInput)
    def patch(self, request: Request, pk: int) -> Response:
        """Change settings."""
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        settings = _settings(request, actions.settings_of(round_), round_.team_id)
        actions.update_round(request.user, round_, settings)
        return Response(round_json(round_))

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Move it to the bin, with every mark in it; it can be restored from there."""
        actions.delete_round(request.user, get_round(request.user, pk, Permission.DELETE_ROUND))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundTransition(ApiView):
    """``rounds/{id}/state/``"""

    @responses(RoundJson, takes=StateInput, example={"state": "revealed"})
    def put(self, request: Request, pk: int) -> Response:
        """Open, close or reveal; the same request twice changes nothing."""
        given = validate(StateInput, request.data)
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        actions.transition_round(request.user, round_, RoundState(given["state"]))
        return Response(round_json(round_))


class RoundLeading(ApiView):
    """``rounds/{id}/leading/``"""

    @responses(status=204)
    def put(self, request: Request, pk: int) -> Response:
        """Say that one leads where everybody works alone: ``progress`` has numbers then, and one cannot highlight."""
        start_leading(request.user, get_round(request.user, pk, Permission.MANAGE_ROUND))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundReminder(ApiView):
    """``rounds/{id}/nudge/``"""

    @responses(ReminderJson)
    def post(self, request: Request, pk: int) -> Response:
        """Remind those who have not handed in, where they have an address."""
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        link = request.build_absolute_uri(reverse("annotate:round", args=[pk]))
        return Response(asdict(send_reminders(request.user, round_, link)))
