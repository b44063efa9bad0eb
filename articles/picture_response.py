"""The file of a picture as a response, for the pages, the API and shared reports."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from articles.access import NO_SUCH_PICTURE
from articles.models import Picture
from articles.text.pictures import MEDIA_TYPES

# The file of a picture never changes.
CACHE_CONTROL = "private, max-age=604800, immutable"


def picture_response(picture: Picture) -> FileResponse:
    """Return the file of a picture, which a browser may keep. Raise ``Http404`` if it is lost."""
    try:
        file: Any = picture.file.open()
    except FileNotFoundError as error:
        raise Http404(_(NO_SUCH_PICTURE)) from error
    media_type = MEDIA_TYPES[PurePath(picture.file.name).suffix[1:]]
    return FileResponse(file, content_type=media_type, headers={"Cache-Control": CACHE_CONTROL})
