"""Stops an upload that is too large while it arrives, not after."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class SizeLimit(FileUploadHandler):
    """The first upload handler: counts the bytes of the whole request and drops what comes after the limit."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Remembers that nothing has arrived yet."""
        self.total = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Passes the bytes on to the next handler, or ends the upload."""
        self.total += len(raw_data)
        if self.total > settings.UPLOAD_MAX_BYTES:
            self.request.META["UPLOAD_TOO_LARGE"] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
