"""Refuse NUL characters in URLs and forms: nobody types one, and no database can store or look up text with one."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


class NullCharacterMiddleware:
    """Answer 400 to a path, a query or a form with a NUL character. The API checks JSON where it is parsed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the URL."""
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or "\0" in query:
            raise _bad_request()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> None:
        """Check the form after the CSRF check has read it, unless the view does so itself to keep what was typed."""
        checked = getattr(view, "csrf_exempt", False) or getattr(view, "checks_null_characters", False)
        if request.method == "POST" and not checked:
            for name, values in request.POST.lists():
                if any("\0" in text for text in (name, *values)):
                    raise _bad_request()


def _bad_request() -> BadRequest:
    return BadRequest(_("This text contains an invalid character (NUL). Remove it and try again."))
