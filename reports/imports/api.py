"""The API of imports: upload a file, preview it, apply or discard it."""

from typing import Any, NotRequired, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
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
from web.api.openapi import Time, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.http.upload_limits import LimitedJSONParser, UploadTooLarge
from web.server.slow_views import slow_view


@extend_schema_field(int)
class ImportTeam(TeamField):
    """A team into which the user may import."""

    permission = Permission.IMPORT_ANNOTATIONS


class FileInput(serializers.Serializer[Any]):
    """A file, and the team that its articles will belong to; without one, they belong to the user alone."""

    file = serializers.FileField(max_length=255, allow_empty_file=True)
    team = ImportTeam(required=False, allow_null=True, default=None)


class ChoicesInput(serializers.Serializer[Any]):
    """What becomes of annotators (``new``, ``skip`` or the id of a person) and of labels (``skip`` or a tag)."""

    people = serializers.DictField(child=serializers.CharField(), required=False, default=dict)
    tags = serializers.DictField(child=serializers.CharField(), required=False, default=dict)
    codebook = serializers.IntegerField(required=False, allow_null=True, default=None)


class AppliedImportJson(TypedDict):
    """The result of an import. ``left_out`` counts annotations; ``problems`` are the first 100, each [where, what]."""

    articles: int
    marks: int
    left_out: int
    problems: list[tuple[str, str]]
    problems_total: int


class ImportJson(TypedDict):
    """An uploaded file."""

    id: int
    name: str
    team: int | None
    created_at: Time
    done_at: Time | None
    taken: AppliedImportJson | None


class CountJson(TypedDict):
    """How many texts are new, and how many exist already."""

    new: int
    here: int


class RowJson(TypedDict):
    """An annotator or a label, and what becomes of it."""

    name: str
    marks: int
    becomes: str


class ProblemJson(TypedDict):
    """What cannot be imported: where in the file it is, and why."""

    where: str
    detail: str


class ImportPreviewJson(ImportJson):
    """What is in a file, and what importing it would do. Once it is imported, only the result.

    ``problems`` are the first 100 of ``problems_total``.
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
MAX_PROBLEMS_SHOWN = 100


def import_json(import_: Import) -> dict[str, Any]:
    """Return an import as it is listed."""
    return {
        "id": import_.pk,
        "name": import_.name,
        "team": import_.team_id,
        "created_at": import_.created_at.isoformat(),
        "done_at": import_.done_at.isoformat() if import_.done_at else None,
        "taken": _result_json(import_.result) if import_.done_at else None,
    }


def _result_json(result: dict[str, Any]) -> dict[str, Any]:
    problems = result["problems"]
    first = {"problems": problems[:MAX_PROBLEMS_SHOWN], "problems_total": len(problems)}
    return {name: result[name] for name in COUNTS} | first


def preview_json(import_: Import, preview: Preview) -> dict[str, Any]:
    """Return an import with its preview."""
    return import_json(import_) | {
        "format": preview.summary.format,
        "codebook": preview.codebook.pk,
        "articles": {"new": preview.new, "here": preview.existing},
        "marks": preview.summary.annotations,
        "people": [{"name": r.name, "marks": r.count, "becomes": r.becomes} for r in preview.people],
        "tags": [{"name": r.name, "marks": r.count, "becomes": r.becomes} for r in preview.tags],
        "problems": [
            dict(zip(("where", "detail"), problem_text(p), strict=True))
            for p in preview.problems[:MAX_PROBLEMS_SHOWN]
        ],
        "problems_total": len(preview.problems),
    }


@slow_view("POST")
class ImportList(ApiView):
    """The user's imports."""

    parser_classes = [MultiPartParser]

    @extend_schema(responses={200: page_response(ImportJson)}, parameters=[PageInput])
    def get(self, request: Request) -> Response:
        """Return the user's own imports, newest first."""
        return paginate(
            request, list_imports(request.user), PageInput, ["-id"], lambda rows: list(map(import_json, rows))
        )

    @extend_schema(request=FileInput, responses={201: ImportPreviewJson})
    def post(self, request: Request) -> Response:
        """Upload a file and preview it. Nothing is imported yet."""
        serializer = FileInput(data=request.data, context={"request": request})
        if request.META.get("UPLOAD_TOO_LARGE"):
            raise UploadTooLarge
        serializer.is_valid(raise_exception=True)
        file = serializer.validated_data["file"]
        import_ = upload_import(request.user, file.name, file.read(), serializer.validated_data["team"])
        preview = preview_import(request.user, import_, Choices())
        return Response(preview_json(import_, preview), status=status.HTTP_201_CREATED)


@slow_view("GET", "POST")
class ImportDetail(ApiView):
    """One import, from preview to result."""

    parser_classes = [LimitedJSONParser]

    @extend_schema(responses={200: ImportPreviewJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return the preview of an import; once it is applied, its result."""
        import_ = get_import(request.user, pk)
        if import_.done_at:
            return Response(import_json(import_))
        return Response(preview_json(import_, preview_import(request.user, import_, Choices())))

    @extend_schema(
        request=ChoicesInput,
        responses={200: ImportJson},
        examples=[
            OpenApiExample(
                "example", {"people": {"admin": "new"}, "tags": {"PER": "skip"}}, request_only=True
            )
        ],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Apply an import, all of it or nothing. The same request twice changes nothing."""
        data = validate(ChoicesInput, request.data)
        choices = Choices(data["people"], data["tags"], str(data["codebook"] or ""))
        return Response(import_json(apply_import(request.user, get_import(request.user, pk), choices)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Discard the file. What was imported from it stays."""
        discard_import(request.user, get_import(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
