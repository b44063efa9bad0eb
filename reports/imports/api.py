"""The API of imports: send a file, see what is in it, take it over or drop it."""

from typing import Any, NotRequired, TypedDict

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api import TeamField
from people.permissions import Permission
from reports.access import get_import, list_imports
from reports.imports.actions import (
    Choices,
    Preview,
    apply_import,
    discard_import,
    preview_import,
    upload_import,
)
from reports.imports.matching import problem_text
from reports.models import Import
from web.api.openapi import Time, page_response, responses
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.http.upload_limits import LimitedJSONParser, UploadTooLarge
from web.server.slow_views import slow_view


@extend_schema_field(int)
class ImportTeam(TeamField):
    """A team into which this person may import."""

    permission = Permission.IMPORT_ANNOTATIONS


class FileInput(serializers.Serializer[Any]):
    """The file, and whose its articles will be: a team’s, or only one’s own."""

    file = serializers.FileField(max_length=255, allow_empty_file=True)
    team = ImportTeam(required=False, allow_null=True, default=None)


class ChoicesInput(serializers.Serializer[Any]):
    """What becomes of annotators (``new``, ``skip`` or the number of a person) and of labels (``skip`` or a tag)."""

    people = serializers.DictField(child=serializers.CharField(), required=False, default=dict)
    tags = serializers.DictField(child=serializers.CharField(), required=False, default=dict)
    codebook = serializers.IntegerField(required=False, allow_null=True, default=None)


class AppliedImportJson(TypedDict):
    """What became of an import. ``left_out`` counts marks; a problem is [where, what], and the first 100 are told."""

    articles: int
    marks: int
    left_out: int
    problems: list[tuple[str, str]]
    problems_total: int


class ImportJson(TypedDict):
    """A file that was sent."""

    id: int
    name: str
    team: int | None
    created_at: Time
    done_at: Time | None
    taken: AppliedImportJson | None


class CountJson(TypedDict):
    """Texts that are new here, and those that are not."""

    new: int
    here: int


class RowJson(TypedDict):
    """An annotator or a label, and what becomes of it."""

    name: str
    marks: int
    becomes: str


class ProblemJson(TypedDict):
    """What cannot be taken: where it stands, and why."""

    where: str
    detail: str


class ImportPreviewJson(ImportJson):
    """What is in a file, and what would become of it. Once it is done, only what became of it.

    Of ``problems`` the first 100 are told; ``problems_total`` says how many there are.
    """

    format: NotRequired[str]
    codebook: NotRequired[int]
    articles: NotRequired[CountJson]
    marks: NotRequired[int]
    people: NotRequired[list[RowJson]]
    tags: NotRequired[list[RowJson]]
    problems: NotRequired[list[ProblemJson]]
    problems_total: NotRequired[int]


COUNTS = ("articles", "marks", "left_out")
MAX_SHOWN = 100


def import_json(import_: Import) -> dict[str, Any]:
    """An import as it is listed."""
    return {
        "id": import_.pk,
        "name": import_.name,
        "team": import_.team_id,
        "created_at": import_.created_at.isoformat(),
        "done_at": import_.done_at.isoformat() if import_.done_at else None,
        "taken": _taken_json(import_.taken) if import_.done_at else None,
    }


def _taken_json(taken: dict[str, Any]) -> dict[str, Any]:
    problems = taken["problems"]
    shown = {"problems": problems[:MAX_SHOWN], "problems_total": len(problems)}
    return {name: taken[name] for name in COUNTS} | shown


def preview_json(import_: Import, seen: Preview) -> dict[str, Any]:
    """What would become of it."""
    return import_json(import_) | {
        "format": seen.found.format,
        "codebook": seen.codebook.pk,
        "articles": {"new": seen.new, "here": seen.here},
        "marks": seen.found.marks,
        "people": [{"name": r.name, "marks": r.marks, "becomes": r.becomes} for r in seen.people],
        "tags": [{"name": r.name, "marks": r.marks, "becomes": r.becomes} for r in seen.tags],
        "problems": [
            dict(zip(("where", "detail"), problem_text(p), strict=True)) for p in seen.problems[:MAX_SHOWN]
        ],
        "problems_total": len(seen.problems),
    }


@slow_view("POST")
class ImportList(ApiView):
    """``imports/``"""

    parser_classes = [MultiPartParser]

    @responses(page_response(ImportJson), asks=PageInput)
    def get(self, request: Request) -> Response:
        """One's own, newest first."""
        return paginate(
            request, list_imports(request.user), PageInput, ["-id"], lambda rows: list(map(import_json, rows))
        )

    @responses(ImportPreviewJson, 201, FileInput)
    def post(self, request: Request) -> Response:
        """Send a file, and see what is in it. Nothing is taken over yet."""
        given = FileInput(data=request.data, context={"request": request})
        if request.META.get("UPLOAD_TOO_LARGE"):
            raise UploadTooLarge
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        import_ = upload_import(request.user, file.name, file.read(), given.validated_data["team"])
        seen = preview_import(request.user, import_, Choices())
        return Response(preview_json(import_, seen), status=status.HTTP_201_CREATED)


@slow_view("GET", "POST")
class ImportDetail(ApiView):
    """``imports/{id}/``"""

    parser_classes = [LimitedJSONParser]

    @responses(ImportPreviewJson)
    def get(self, request: Request, pk: int) -> Response:
        """What is in it; once it is taken over, what became of it."""
        import_ = get_import(request.user, pk)
        if import_.done_at:
            return Response(import_json(import_))
        return Response(preview_json(import_, preview_import(request.user, import_, Choices())))

    @responses(ImportJson, takes=ChoicesInput, example={"people": {"admin": "new"}, "tags": {"PER": "skip"}})
    def post(self, request: Request, pk: int) -> Response:
        """Take it over, all of it or nothing; the same request twice changes nothing."""
        given = validate(ChoicesInput, request.data)
        choices = Choices(given["people"], given["tags"], str(given["codebook"] or ""))
        return Response(import_json(apply_import(request.user, get_import(request.user, pk), choices)))

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Throw the file away. What was taken over from it stays."""
        discard_import(request.user, get_import(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
