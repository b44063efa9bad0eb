"""Limits for uploads and JSON bodies, enforced while they arrive."""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

from web.values import has_unstorable_number, has_unstorable_text

TOO_LARGE = format_lazy(
    _("The maximum is {most} MB. Send only the part you need."), most=settings.UPLOAD_MAX_BYTES // 2**20
)


class UploadTooLarge(APIException):
    """The upload is larger than UPLOAD_MAX_BYTES."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too-large"
    default_detail = TOO_LARGE


class LimitedJSONParser(JSONParser):
    """Parse JSON of limited size and depth whose texts and numbers can all be stored.

    Django's own limit does not apply to a body that is read as a stream.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Return the parsed body; raise ``UploadTooLarge`` or ``ParseError``."""
        body = stream.read(settings.UPLOAD_MAX_BYTES + 1)
        if len(body) > settings.UPLOAD_MAX_BYTES:
            raise UploadTooLarge
        try:
            data = super().parse(io.BytesIO(body), media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("This JSON is nested too deeply.")) from error
        if has_unstorable_text(data):
            raise ParseError(
                _("A text in this JSON contains an invalid character (NUL or half a surrogate pair).")
            )
        if has_unstorable_number(data):
            raise ParseError(_("A number in this JSON does not fit into 64 bits."))
        return data


class SizeLimitUploadHandler(FileUploadHandler):
    """The first upload handler: counts the bytes of the whole request and drops everything above the limit."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Start counting."""
        self.total = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the bytes on to the next handler, or drop them above the limit.

        Ending the upload with ``StopUpload`` would make Django read the rest line by line, and data without line breaks
        would be one line of any size in memory.
        """
        self.total += len(raw_data)
        if self.total <= settings.UPLOAD_MAX_BYTES:
            return raw_data
        self.request.META["UPLOAD_TOO_LARGE"] = True
        return None

    def file_complete(self, file_size: int) -> None:
        """Return None: the next handler stores the file."""
