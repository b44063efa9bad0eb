"""The API of uploads with many articles, which arrive in parts as tus.io describes."""

from typing import Any, TypedDict

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from articles.access import get_upload
from articles.models import BulkUpload
from articles.uploads.actions import continue_stale_upload, stop_upload
from articles.uploads.progress import UploadProgress, progress_of
from articles.uploads.receiving import receive_part
from articles.uploads.tus import (
    PartParser,
    TusView,
    check_version,
    create_from_headers,
    created_response,
    read_number,
)
from people.access import teams_permitting
from people.models import Team
from people.permissions import Permission
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.server.slow_views import slow_view
from web.values import parse_int

TUS = OpenApiParameter("Tus-Resumable", str, OpenApiParameter.HEADER, required=True, description="1.0.0")
LENGTH = OpenApiParameter(
    "Upload-Length", int, OpenApiParameter.HEADER, required=True, description="Bytes of the file."
)
METADATA = OpenApiParameter(
    "Upload-Metadata",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="`filename` and `duplicates` (`skip` or `add`), each with its value in Base64.",
)
OFFSET = OpenApiParameter(
    "Upload-Offset", int, OpenApiParameter.HEADER, required=True, description="Bytes that have arrived."
)


class RefusedJson(TypedDict):
    """An entry of an upload that was not added, and why."""

    name: str
    reason: str


class DuplicateJson(TypedDict):
    """An entry whose text was there before (``similarity`` 1) or nearly: as ``original``, the key of an article.

    ``article`` is what it was added as, null if it was skipped.
    """

    number: int
    name: str
    similarity: float
    original: int
    article: int | None


class UploadJson(UploadProgress):
    """An upload with many articles; ``refused`` has at most a thousand entries, ``refused_count`` counts all."""

    id: int
    name: str
    refused: list[RefusedJson]
    duplicates: list[DuplicateJson]


def upload_json(upload: BulkUpload) -> UploadJson:
    """Return an upload as the API shows it."""
    duplicates = upload.found_duplicates.select_related("original").defer("body", "original__body")
    return {
        "id": upload.pk,
        "name": upload.name,
        **progress_of(upload),
        "refused": [
            {"name": name, "reason": translate(Message.from_json(reason))} for name, reason in upload.refused
        ],
        "duplicates": [
            {
                "number": row.number,
                "name": row.name,
                "similarity": round(row.similarity, 3),
                "original": row.original.article_id,
                "article": row.article_id,
            }
            for row in duplicates
        ],
    }


class UploadList(TusView):
    """Uploads of many articles, each of which is ready to be annotated at once."""

    @extend_schema(parameters=[TUS, LENGTH, METADATA], request=None, responses={201: None})
    def post(self, request: Request) -> Response:
        """Create an upload; its parts are sent to the address in ``Location``.

        The metadata may name a ``team``, by its key. Any client of tus.io can send the file.
        """

        def find_team(metadata: dict[str, str]) -> Team | None:
            if not (key := metadata.get("team")):
                return None
            teams = teams_permitting(request.user, Permission.ADD_ARTICLE)
            team: Team | None = teams.filter(pk=parse_int(key)).first()
            if team is None:
                raise exceptions.NotFound
            return team

        return created_response(request, create_from_headers(request, find_team, lambda length: None))


@slow_view("PATCH")
class UploadDetail(TusView):
    """One upload: how far it is, its parts, and the way to stop it."""

    @extend_schema(responses={200: UploadJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return how far the upload is, what was refused, and which texts were there before."""
        upload = get_upload(request.user, pk)
        continue_stale_upload(upload)
        return Response(upload_json(upload))

    def head(self, request: Request, pk: int) -> Response:
        """Return how many bytes have arrived."""
        upload = get_upload(request.user, pk)
        check_version(request)
        return _offset_response(upload, upload.received, status.HTTP_200_OK)

    @extend_schema(
        parameters=[TUS, OFFSET],
        request={PartParser.media_type: OpenApiTypes.BINARY},
        responses={204: None},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Send the part that begins at ``Upload-Offset``. When all have arrived, reading begins."""
        upload = get_upload(request.user, pk)
        check_version(request)
        offset = read_number(request, "Upload-Offset")
        content: Any = request.data
        if not isinstance(content, bytes):
            raise exceptions.UnsupportedMediaType(request.content_type or "")
        received = receive_part(upload, offset, content)
        return _offset_response(upload, received, status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Stop the upload: nothing more is read; articles that were added stay."""
        stop_upload(get_upload(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _offset_response(upload: BulkUpload, received: int, code: int) -> Response:
    headers = {"Upload-Offset": str(received), "Upload-Length": str(upload.length)}
    return Response(status=code, headers=headers)
