"""The API of rounds: list, create and change them, move them from state to state, send reminders."""

from dataclasses import asdict, replace
from typing import Any, TypedDict

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import exercises_visible_to, for_reader, get_codebook, get_round
from annotate.annotations.leading import start_leading
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, RoundState
from annotate.groups.shuffling import SIZES
from annotate.models import Round
from annotate.rounds import actions
from annotate.rounds.actions import RoundSettings
from annotate.rounds.reminders import send_reminders
from articles.access import current_text, get_article
from people.models import User
from people.permissions import Permission
from web.api.openapi import Time, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView


class SettingsInput(serializers.Serializer[Any]):
    """The settings of a round. What is left out stays as it is, or has its default in a new round."""

    mode = serializers.ChoiceField(list(RoundMode), required=False)
    group_size = serializers.IntegerField(
        required=False,
        min_value=SIZES[0],
        max_value=SIZES[-1],
        help_text="About how many people are in a group, in the mode `groups`.",
    )
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
    hints = serializers.ChoiceField(
        list(HintTiming), required=False, help_text="When readers get hints. Without a team: on request."
    )
    detail_suggestions = serializers.BooleanField(
        required=False, help_text="Whether sources, cues and neutral wordings are suggested for details."
    )
    participants = serializers.PrimaryKeyRelatedField(queryset=User.objects.none(), many=True, required=False)

    def __init__(self, *args: Any, team_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if team_id:
            members = User.objects.filter(memberships__team=team_id)
            self.fields["participants"].child_relation.queryset = members

    def changed(self, settings: RoundSettings) -> RoundSettings:
        """Return ``settings`` with the validated fields replaced."""
        lists_as_tuples = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self.validated_data.items()
        }
        return replace(settings, **lists_as_tuples)


class RoundInput(serializers.Serializer[Any]):
    """What a new round is about. Only those who oversee rounds see a ``draft``."""

    article = serializers.IntegerField()
    codebook = serializers.IntegerField(allow_null=True, default=None)
    state = serializers.ChoiceField([RoundState.DRAFT, RoundState.OPEN], default=RoundState.OPEN)


class StateInput(serializers.Serializer[Any]):
    """The state to move a round to."""

    state = serializers.ChoiceField(list(RoundState))


class NewRoundInput(SettingsInput, RoundInput):
    """A new round on an article’s newest text, and its settings."""


class RoundFilter(PageInput):
    """Filters and paging of a list of rounds."""

    FIELDS = {"article": "text__article", "team": "text__article__team", "state": "state", "mode": "mode"}

    article = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    team = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    state = serializers.ChoiceField(list(RoundState), required=False)
    mode = serializers.ChoiceField(list(RoundMode), required=False)


class TextJson(TypedDict):
    """The text revision that is annotated."""

    revision: int
    sha256: str


class CodebookRefJson(TypedDict):
    """The codebook and the tags that can be used."""

    id: int
    slug: str
    version: int
    tags: list[str]


class RoundJson(TypedDict):
    """A round, its text’s revision, its tags, its state and settings.

    ``due_at`` is your own due date if yours was ``extended``.
    """

    id: int
    article: int
    text: TextJson
    codebook: CodebookRefJson
    created_at: Time
    state: RoundState
    mode: RoundMode
    group_size: int
    instructions: str
    due_at: Time | None
    extended: bool
    extract: tuple[int, int] | None
    feedback: Feedback
    feedback_when: FeedbackTiming
    hints: HintTiming
    detail_suggestions: bool


class ReminderJson(TypedDict):
    """How many were reminded, how many have no address, and how many mails the mail server refused."""

    reminded: int
    without_address: int
    failed: int


def round_json(round_: Round) -> dict[str, Any]:
    """Return a round as API JSON."""
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
    } | actions.own_settings_json(round_)


def rounds_json(rounds: list[Round]) -> list[dict[str, Any]]:
    """Return many rounds as API JSON, reading the tags of each codebook once."""
    codebooks = {round_.codebook_id: round_.codebook for round_ in rounds}
    for round_ in rounds:
        round_.codebook = codebooks[round_.codebook_id]
    return list(map(round_json, rounds))


def _changed_settings(request: Request, settings: RoundSettings, team_id: int | None) -> RoundSettings:
    """Return ``settings`` with the changes of the request; participants must be members of the team."""
    serializer = SettingsInput(data=request.data, team_id=team_id)
    serializer.is_valid(raise_exception=True)
    return serializer.changed(settings)


class RoundList(ApiView):
    """The rounds that the user may see, without those of campaigns."""

    @extend_schema(responses={200: page_response(RoundJson)}, parameters=[RoundFilter])
    def get(self, request: Request) -> Response:
        """List the rounds that the user may see, newest first, without those of campaigns."""
        params = validate(RoundFilter, request.query_params)
        rounds = exercises_visible_to(request.user).select_related("text", "codebook")
        rounds = rounds.defer("text__body", "text__formatting").filter(
            **{field: params[name] for name, field in RoundFilter.FIELDS.items() if name in params}
        )
        return paginate(
            request, rounds, RoundFilter, ["-id"], lambda page: rounds_json(for_reader(request.user, page))
        )

    @extend_schema(
        request=NewRoundInput,
        responses={201: RoundJson},
        examples=[OpenApiExample("example", {"article": 7, "mode": "independent"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Create a round on an article's newest text."""
        data = validate(RoundInput, request.data)
        article = get_article(request.user, data["article"])
        settings = _changed_settings(request, actions.default_settings(article.team_id), article.team_id)
        codebook = get_codebook(request.user, data["codebook"]) if data["codebook"] else None
        round_ = actions.create_round(request.user, current_text(article), settings, codebook, data["state"])
        return Response(round_json(round_), status=status.HTTP_201_CREATED)


class RoundDetail(ApiView):
    """One round with its settings."""

    @extend_schema(responses={200: RoundJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return a round, its text's revision, its tags, its state and settings."""
        return Response(round_json(get_round(request.user, pk)))

    @extend_schema(request=SettingsInput, responses={200: RoundJson})
    def patch(self, request: Request, pk: int) -> Response:
        """Change settings."""
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        settings = _changed_settings(request, actions.settings_of(round_), round_.team_id)
        actions.update_round(request.user, round_, settings)
        return Response(round_json(round_))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Move a round to the bin, with every annotation in it; it can be restored from there."""
        actions.delete_round(request.user, get_round(request.user, pk, Permission.DELETE_ROUND))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundTransition(ApiView):
    """The state of a round: open, closed or revealed."""

    @extend_schema(
        request=StateInput,
        responses={200: RoundJson},
        examples=[OpenApiExample("example", {"state": "revealed"}, request_only=True)],
    )
    def put(self, request: Request, pk: int) -> Response:
        """Open, close or reveal a round. Idempotent."""
        state = RoundState(validate(StateInput, request.data)["state"])
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        actions.transition_round(request.user, round_, state)
        return Response(round_json(round_))


class RoundLeading(ApiView):
    """Whether the user leads an independent round."""

    @extend_schema(responses={204: None})
    def put(self, request: Request, pk: int) -> Response:
        """Lead an independent round: the user then sees numbers in ``progress``, and cannot annotate in it."""
        start_leading(request.user, get_round(request.user, pk, Permission.MANAGE_ROUND))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundReminder(ApiView):
    """The reminder to those who have not handed in."""

    @extend_schema(responses={200: ReminderJson})
    def post(self, request: Request, pk: int) -> Response:
        """Remind those who have not handed in, if they have an e-mail address."""
        round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
        page = reverse("annotate:round", args=[pk])
        if round_.assignment:
            page = reverse("annotate:assignment", args=[round_.assignment.pk])
        link = request.build_absolute_uri(page)
        return Response(asdict(send_reminders(request.user, round_, link)))
