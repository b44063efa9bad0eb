"""The files of the pictures in an article."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from articles.access import get_article, get_picture
from articles.picture_response import picture_response


@login_required
@require_safe
def picture(request: HttpRequest, pk: int, picture: int) -> FileResponse:
    """Return the file of a picture."""
    return picture_response(get_picture(get_article(request.user, pk), picture))
