"""The resumable uploads of tus.io, version 1.0.0: the core of the protocol and the extension “creation”."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.models import BulkUpload
from articles.uploads.actions import create_upload
from people.models import Team
from web.api.views import ApiView
from web.http.upload_limits import UploadTooLarge

VERSION = "1.0.0"
MAX_HEADER = 4_000


class UnsupportedVersion(exceptions.APIException):
    """The client speaks another version of the protocol."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "tus-version"


class PartParser(BaseParser):
    """The bytes of a part, no more than a request may have."""

    media_type = "application/offset+octet-stream"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> bytes:
        """Return the bytes. Raise ``UploadTooLarge``."""
        content: bytes = stream.read(settings.UPLOAD_MAX_BYTES + 1)
        if len(content) > settings.UPLOAD_MAX_BYTES:
            raise UploadTooLarge
        return content


class TusView(ApiView):
    """A view that speaks the protocol, and says which version."""

    parser_classes = [PartParser]

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return what the server can do, in headers."""
        headers = {"Tus-Extension": "creation", "Tus-Max-Size": str(settings.BULK_UPLOAD_BYTES)}
        return Response(status=status.HTTP_204_NO_CONTENT, headers=headers)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the versions of the protocol, which is never cached."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Tus-Resumable"] = response["Tus-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response


def check_version(request: Request) -> None:
    """Raise ``UnsupportedVersion`` for clients of other versions."""
    if request.headers.get("Tus-Resumable") != VERSION:
        message = _("Send the header “Tus-Resumable: {version}”: uploads speak the protocol of tus.io.")
        raise UnsupportedVersion(message.format(version=VERSION))


def create_from_headers(
    request: Request, find_team: Callable[[dict[str, str]], Team | None], check: Callable[[int], None]
) -> BulkUpload:
    """Begin the upload that the headers of the request describe, after ``check`` has accepted its length in bytes.

    The metadata name the file (``filename``), and say what becomes of ``duplicates``.
    """
    check_version(request)
    length = read_number(request, "Upload-Length")
    if length > settings.BULK_UPLOAD_BYTES:
        raise UploadTooLarge
    metadata = read_metadata(request.headers.get("Upload-Metadata", ""))
    duplicates = metadata.get("duplicates", BulkUpload.Duplicates.SKIP)
    if duplicates not in BulkUpload.Duplicates.values:
        raise exceptions.ParseError(_("“duplicates” must be “skip” or “add”."))
    team = find_team(metadata)
    check(length)
    return create_upload(
        request.user, metadata.get("filename", ""), length, team, BulkUpload.Duplicates(duplicates)
    )


def created_response(request: Request, upload: BulkUpload) -> Response:
    """Return the answer to the creation: where the parts are sent."""
    location = reverse("api:upload", args=[upload.pk], request=request)
    return Response(status=status.HTTP_201_CREATED, headers={"Location": location})


def read_number(request: Request, header: str) -> int:
    """Return the number in a header. Raise ``ParseError`` if there is none."""
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise exceptions.ParseError(_("The header “{name}” must be a number of bytes.").format(name=header))
    return int(value)


def read_metadata(header: str) -> dict[str, str]:
    """Return what ``Upload-Metadata`` says: keys, each with a value in Base64. Raise ``ParseError``."""
    metadata = {}
    try:
        for pair in filter(None, map(str.strip, header[:MAX_HEADER].split(","))):
            key, _space, value = pair.partition(" ")
            metadata[key] = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise exceptions.ParseError(_("The header “Upload-Metadata” cannot be read.")) from error
    if any("\0" in value for value in metadata.values()):
        raise exceptions.ParseError(_("The header “Upload-Metadata” cannot be read."))
    return metadata
