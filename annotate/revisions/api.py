"""The API of the revisions of a text: list them, and correct the newest one."""

from collections.abc import Sequence
from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.api import PersonJson
from annotate.revisions.actions import correct_text
from articles.access import current_text, get_article
from articles.editing.formatting import edit_formatting
from articles.editing.text_edit import EditError, TextEdit, apply_edits, check_edits
from articles.models import Text
from articles.parsing.length import MAX_CHARS
from articles.text.draft import Formatting
from people.permissions import Permission
from web.api.openapi import Time, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view

MAX_EDITS = 20_000
EXAMPLE = {"revision": 1, "edits": [{"start": 4, "end": 11, "replacement": "council"}]}


class EditInput(serializers.Serializer[Any]):
    """Replace ``text[start:end]`` (code points) by ``replacement``."""

    start = serializers.IntegerField(min_value=0, max_value=MAX_CHARS)
    end = serializers.IntegerField(min_value=0, max_value=MAX_CHARS)
    replacement = serializers.CharField(
        allow_blank=True, trim_whitespace=False, default="", max_length=MAX_CHARS
    )


class CorrectionInput(serializers.Serializer[Any]):
    """Edits of one revision, in order and apart from each other; all offsets are those of that revision."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    edits = EditInput(many=True, allow_empty=False, max_length=MAX_EDITS)


class EditJson(TypedDict):
    """``text[start:end]`` (code points) was replaced by ``replacement``."""

    start: int
    end: int
    replacement: str


class RevisionJson(TypedDict):
    """One revision of a text. ``edits`` made it from the one before; they are null in the first one."""

    revision: int
    created_at: Time
    corrected_by: PersonJson | None
    sha256: str
    words: int | None
    edits: list[EditJson] | None


def revision_json(text: Text) -> dict[str, Any]:
    """Return a revision as the API shows it."""
    person = text.corrected_by
    edits = text.edits and [
        dict(zip(("start", "end", "replacement"), row, strict=True)) for row in text.edits
    ]
    return {
        "revision": text.revision,
        "created_at": text.created_at.isoformat(),
        "corrected_by": person and {"id": person.pk, "name": person.name},
        "sha256": text.sha256,
        "words": text.words,
        "edits": edits,
    }


class RevisionList(ApiView):
    """The revisions of an article's text."""

    @extend_schema(responses={200: page_response(RevisionJson)}, parameters=[PageInput])
    def get(self, request: Request, pk: int) -> Response:
        """List the revisions, newest first, with who corrected what."""
        article = get_article(request.user, pk)
        texts = article.texts.select_related("corrected_by").defer("body", "formatting")
        return paginate(request, texts, PageInput, ["-revision"], lambda page: list(map(revision_json, page)))

    @extend_schema(
        request=CorrectionInput,
        responses={201: RevisionJson},
        examples=[OpenApiExample("example", EXAMPLE, request_only=True)],
    )
    @slow_view()
    def post(self, request: Request, pk: int) -> Response:
        """Correct the newest text. What people have highlighted is carried over, and formatting moves with the text.

        The answer is 409 if ``revision`` is no longer the newest one. Nobody's highlights are shown.
        """
        article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
        hit_named_limit(request.user, "upload")
        data = validate(CorrectionInput, request.data)
        edits = [TextEdit(**edit) for edit in data["edits"]]
        text = current_text(article)
        new = correct_text(request.user, article, data["revision"], edits, _formatting(text, edits))
        return Response(revision_json(new), status=status.HTTP_201_CREATED)


def _formatting(text: Text, edits: list[TextEdit]) -> Sequence[Formatting]:
    """Return the formatting after the edits; none for edits that are refused anyway."""
    try:
        check_edits(text.body, edits)
    except EditError:
        return ()
    rows = [Formatting(*row) for row in text.formatting]
    return edit_formatting(text.body, rows, edits, apply_edits(text.body, edits))
