"""The API of codebooks: the JSON form of their TOML files."""

from typing import Any, Literal, NotRequired, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import codebooks_for, codebooks_in, get_codebook
from annotate.codebooks import actions
from annotate.codebooks.toml import to_dict
from annotate.codebooks.translation import translate_codebook
from annotate.codebooks.validation import parse_codebook
from annotate.models import Codebook
from people.access import teams_permitting
from people.models import Team
from people.permissions import Permission
from web.api.openapi import list_response
from web.api.views import ApiView

# Fields of a response that are not part of the codebook itself, and are ignored in requests.
READ_ONLY_FIELDS = {"id", "team", "archived"}


class TeamInput(serializers.Serializer[Any]):
    """The team of a new codebook."""

    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_permitting(user, Permission.VIEW_CODEBOOK)


class CodebookDetailJson(TypedDict):
    """A question that a tag asks. Empty fields are left out."""

    slug: str
    label: str
    kind: Literal["text", "choice", "links"]
    hint: NotRequired[str]
    choices: NotRequired[dict[str, str]]


class CodebookTagJson(TypedDict):
    """A tag. Empty fields are left out."""

    slug: str
    name: str
    plural: str
    key: str
    colour: str
    colour_dark: str
    line: str
    meaning: str
    test: NotRequired[str]
    example: NotRequired[str]
    not_this: NotRequired[str]
    archived: NotRequired[bool]
    details: NotRequired[list[CodebookDetailJson]]


class CodebookJson(TypedDict):
    """A version of a tag set. One without a team is built in."""

    id: int
    team: int | None
    archived: bool
    slug: str
    title: str
    version: int
    tags: list[CodebookTagJson]


class NewCodebookJson(TypedDict):
    """A new codebook of a team. Slugs that are left out are derived from the names."""

    team: int
    slug: NotRequired[str]
    title: str
    tags: list[CodebookTagJson]


def codebook_json(row: Codebook) -> dict[str, Any]:
    """Return a codebook as API JSON, in the language of the request."""
    read_only = {"id": row.pk, "team": row.team_id, "archived": row.archived_at is not None}
    return read_only | to_dict(translate_codebook(row.pure))


def _codebook_data(request: Request) -> Any:
    if not isinstance(request.data, dict):
        return request.data
    return {name: value for name, value in request.data.items() if name not in READ_ONLY_FIELDS}


class CodebookList(ApiView):
    """The codebooks that the user may use."""

    @extend_schema(responses={200: list_response(CodebookJson)})
    def get(self, request: Request) -> Response:
        """List the built-in codebooks and those of the user's teams, each in its newest version."""
        rows = list(codebooks_for(request.user, None))
        for team in teams_permitting(request.user, Permission.VIEW_CODEBOOK):
            rows += codebooks_in(request.user, team)
        return Response({"results": [codebook_json(row) for row in rows]})

    @extend_schema(request=NewCodebookJson, responses={201: CodebookJson})
    def post(self, request: Request) -> Response:
        """Create a codebook of ``team``."""
        serializer = TeamInput(data=request.data, user=request.user)
        serializer.is_valid(raise_exception=True)
        team = serializer.validated_data["team"]
        row = actions.import_codebook(request.user, parse_codebook(_codebook_data(request)), team)
        return Response(codebook_json(row), status=status.HTTP_201_CREATED)


class CodebookDetail(ApiView):
    """One version of a codebook."""

    @extend_schema(responses={200: CodebookJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return a codebook with all its tags."""
        return Response(codebook_json(get_codebook(request.user, pk)))

    @extend_schema(request=CodebookJson, responses={200: CodebookJson, 201: CodebookJson})
    def put(self, request: Request, pk: int) -> Response:
        """Change a codebook; 201 if that created a new version, with an id of its own."""
        row = get_codebook(request.user, pk, Permission.EDIT_CODEBOOK)
        saved = actions.edit_codebook(request.user, row, parse_codebook(_codebook_data(request)))
        code = status.HTTP_200_OK if saved.pk == row.pk else status.HTTP_201_CREATED
        return Response(codebook_json(saved), status=code)


class CodebookArchive(ApiView):
    """Whether a codebook is archived."""

    @extend_schema(responses={204: None})
    def put(self, request: Request, pk: int) -> Response:
        """Archive a codebook: it is not offered for new rounds."""
        return self._set(request, pk, True)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Restore an archived codebook."""
        return self._set(request, pk, False)

    def _set(self, request: Request, pk: int, archived: bool) -> Response:
        row = get_codebook(request.user, pk, Permission.EDIT_CODEBOOK)
        actions.archive_codebook(request.user, row, archived)
        return Response(status=status.HTTP_204_NO_CONTENT)
