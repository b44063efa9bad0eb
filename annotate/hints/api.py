"""The API of hints: those of a round under its rules, asking for the next one, responses, and those of an article."""

from typing import Any, TypedDict
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import count_requested_hints, get_round, hint_moment, text_for_hints
from annotate.enums import HintMoment, HintResponse
from annotate.hints import actions
from annotate.hints.json import hint_json
from annotate.hints.suggestions import suggestions_json
from annotate.hints.visible import hints_of_text, visible_hints
from articles.hints import RULES_VERSION, has_rules
from articles.models import Text
from people.permissions import Permission
from web.api.validation import validate
from web.api.views import ApiView
from web.server.slow_views import slow_view

Extent = tuple[int, int]


class RequestInput(serializers.Serializer[Any]):
    """The reading position, and whether to include hints that are not shown at first."""

    after = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, default=0, help_text="In code points of the text."
    )
    more = serializers.BooleanField(default=False)


class ResponseInput(serializers.Serializer[Any]):
    """What the user makes of a hint."""

    response = serializers.ChoiceField(list(HintResponse))


class HintJson(TypedDict):
    """A passage ``[start, end)`` that may deserve ``tag``, and why. It is a question, not an annotation.

    Extents are in code points of the text. The hint is drawn at its ``cue``. ``first``: it is one of those to show
    before the user asks for more. ``response`` is null if the user has not had it yet. ``suggested_by`` is the language
    model and the date, null for the rules.
    """

    key: str
    kind: str
    tag: str
    start: int
    end: int
    quote: str
    cue: Extent
    source: Extent | None
    pieces: list[Extent]
    neutral: list[str]
    code: str
    reason: str
    sure: bool
    first: bool
    response: HintResponse | None
    suggested_by: str | None


class ArticleHintsJson(TypedDict):
    """The hints of a text, by the ``rules`` of that version; ``available``: there are rules for its language."""

    rules: str
    language: str
    available: bool
    hints: list[HintJson]


class RoundHintsJson(ArticleHintsJson):
    """The hints of a round that the user may see now. ``requested`` counts those that they asked for."""

    moment: HintMoment
    requested: int


class RequestedHintJson(TypedDict):
    """The next hint; null if there is none left."""

    hint: HintJson | None


class SuggestedWordsJson(TypedDict):
    """Words of the text, at ``[start, end)`` in code points."""

    text: str
    start: int
    end: int


class DetailSuggestionsJson(TypedDict):
    """What may be filled in for the details of an annotation, the nearest first."""

    sources: list[SuggestedWordsJson]
    cues: list[SuggestedWordsJson]
    neutral: list[str]


def rules_json(text: Text) -> dict[str, Any]:
    """Return the version of the rules, and whether there are any for the language of a text."""
    language = text.article.language
    return {"rules": RULES_VERSION, "language": language, "available": has_rules(language)}


class RoundHints(ApiView):
    """The hints of a round."""

    @extend_schema(responses={200: RoundHintsJson})
    def get(self, request: Request, pk: int) -> Response:
        """List the hints that the user may see now: none, those they asked for, or all once they have handed in."""
        round_ = get_round(request.user, pk)
        hints = visible_hints(request.user, round_)
        data = {
            "moment": hint_moment(request.user, round_),
            "requested": count_requested_hints(request.user, round_),
            "hints": [hint_json(hint, round_.text.body) for hint in hints],
        }
        return Response(rules_json(round_.text) | data)


class HintRequest(ApiView):
    """Asking for a hint while annotating."""

    @extend_schema(
        request=RequestInput,
        responses={200: RequestedHintJson},
        examples=[OpenApiExample("example", {"after": 120}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Return the next hint after the reading position that the user has not had, and count it."""
        data = validate(RequestInput, request.data)
        round_ = get_round(request.user, pk, Permission.ANNOTATE)
        hint = actions.request_hint(request.user, round_, **data)
        return Response({"hint": hint and hint_json(hint, round_.text.body)})


class HintDetail(ApiView):
    """One hint of a round."""

    @extend_schema(
        request=ResponseInput,
        responses={200: HintJson},
        examples=[OpenApiExample("example", {"response": "dismissed"}, request_only=True)],
    )
    def put(self, request: Request, pk: int, key: str) -> Response:
        """Record what the user makes of a hint that they may see. It can be changed. Idempotent."""
        response = HintResponse(validate(ResponseInput, request.data)["response"])
        round_ = get_round(request.user, pk, Permission.ANNOTATE)
        hint = actions.respond_to_hint(request.user, round_, key, response)
        return Response(hint_json(hint, round_.text.body))


class AnnotationSuggestions(ApiView):
    """Suggestions for the details of an annotation."""

    @extend_schema(responses={200: DetailSuggestionsJson})
    def get(self, request: Request, pk: int, annotation: UUID) -> Response:
        """List sources and cues around an annotation of the user's own, and neutral wordings for its words."""
        return Response(suggestions_json(request.user, get_round(request.user, pk), annotation))


@slow_view()
class ArticleHints(ApiView):
    """The hints of an article."""

    @extend_schema(responses={200: ArticleHintsJson})
    def get(self, request: Request, pk: int) -> Response:
        """List all hints of the newest text, for those who edit the article; not while they read it alone."""
        text = text_for_hints(request.user, pk)
        hints = [hint_json(hint, text.body) for hint in hints_of_text(request.user, text)]
        return Response(rules_json(text) | {"hints": hints})
