"""Pages that are the same for everybody, so that caches between browser and site may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe

# Short, because something in them may have to disappear.
CACHE_CONTROL = "public, max-age=300"
# What a page says about who asks for it.
PERSONAL_HEADERS = ("Vary", "X-Signed-In-As")

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Return a view of a page that is the same for everybody, with an ETag. It must not depend on the user."""

    @wraps(view)
    @require_safe
    @conditional_page
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(translation.get_language()):
            response = view(request, *args, **kwargs)
        request.public_page = True
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        return response

    return wrapper


def PublicPageMiddleware(get_response: View) -> View:
    """Middleware: set no cookie with a public page, and say nothing about whoever asked for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "public_page", False) and response.status_code < 500:
            response.cookies.clear()
            for name in PERSONAL_HEADERS:
                del response.headers[name]
        return response

    return middleware
