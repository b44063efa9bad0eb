"""The API of codebooks: the JSON form of their TOML files."""

from typing import Any, Literal, NotRequired, TypedDict

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
from web.api.openapi import list_response, responses
from web.api.views import ApiView

# What an answer says beside the codebook itself; sent back, it changes nothing.
BESIDE = {"id", "team", "archived"}


class TeamInput(serializers.Serializer[Any]):
    """Whose a new codebook will be."""

    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.none())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams_permitting(user, Permission.VIEW_CODEBOOK)


class CodebookDetailJson(TypedDict):
    """A question that a tag asks. What is empty is left out."""

    slug: str
    label: str
    kind: Literal["text", "choice", "links"]
    hint: NotRequired[str]
    choices: NotRequired[dict[str, str]]


class CodebookTagJson(TypedDict):
    """A tag. What is empty is left out."""

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
    """A version of a tag set. One without a team ships with Claimlight."""

    id: int
    team: int | None
    archived: bool
    slug: str
    title: str
    version: int
    tags: list[CodebookTagJson]


class NewCodebookJson(TypedDict):
    """What makes a codebook of a team. Slugs that are left out are made of the names."""

    team: int
    slug: NotRequired[str]
    title: str
    tags: list[CodebookTagJson]


def codebook_json(row: Codebook) -> dict[str, Any]:
    """A codebook as the API shows it."""
    beside = {"id": row.pk, "team": row.team_id, "archived": row.archived_at is not None}
    return beside | to_dict(translate_codebook(row.pure))


def _sent(request: Request) -> Any:
    if not isinstance(request.data, dict):
        return request.data
    return {name: value for name, value in request.data.items() if name not in BESIDE}


class CodebookList(ApiView):
    """``codebooks/``"""

    @responses(list_response(CodebookJson))
    def get(self, request: Request) -> Response:
        """The codebooks that ship and those of one's teams, each in its newest version."""
        found = list(codebooks_for(request.user, None))
        for team in teams_permitting(request.user, Permission.VIEW_CODEBOOK):
            found += codebooks_in(request.user, team)
        return Response({"results": [codebook_json(row) for row in found]})

    @responses(CodebookJson, 201, NewCodebookJson)
    def post(self, request: Request) -> Response:
        """A new codebook for ``team``."""
        given = TeamInput(data=request.data, user=request.user)
        given.is_valid(raise_exception=True)
        team = given.validated_data["team"]
        made = actions.import_codebook(request.user, parse_codebook(_sent(request)), team)
        return Response(codebook_json(made), status=status.HTTP_201_CREATED)


class CodebookDetail(ApiView):
    """``codebooks/{id}/``"""

    @responses(CodebookJson)
    def get(self, request: Request, pk: int) -> Response:
        """All that its file says."""
        return Response(codebook_json(get_codebook(request.user, pk)))

    @responses(CodebookJson, (200, 201), CodebookJson)
    def put(self, request: Request, pk: int) -> Response:
        """Change it; 201 where that made a new version, with an id of its own."""
        row = get_codebook(request.user, pk, Permission.EDIT_CODEBOOK)
        made = actions.edit_codebook(request.user, row, parse_codebook(_sent(request)))
        new = made.pk != row.pk
        return Response(codebook_json(made), status=status.HTTP_201_CREATED if new else status.HTTP_200_OK)


class CodebookArchive(ApiView):
    """``codebooks/{id}/archived/``"""

    @responses(status=204)
    def put(self, request: Request, pk: int) -> Response:
        """Offer it for no new round."""
        return self._set(request, pk, True)

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Offer it again."""
        return self._set(request, pk, False)

    def _set(self, request: Request, pk: int, archived: bool) -> Response:
        row = get_codebook(request.user, pk, Permission.EDIT_CODEBOOK)
        actions.archive_codebook(request.user, row, archived)
        return Response(status=status.HTTP_204_NO_CONTENT)
