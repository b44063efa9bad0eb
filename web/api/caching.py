"""Conditional requests and compression, for the JSON of the API alone: never for pages with tokens, nor for streams."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware

# Bytes below which compressing costs more than it saves.
MIN_BYTES = 2000


def ApiCacheMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: Django's ``ConditionalGetMiddleware`` for the API, and its ``GZipMiddleware`` for long JSON."""
    conditional = ConditionalGetMiddleware(get_response)
    gzip = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        response = conditional(request)
        if response.get("Content-Type") != "application/json" or len(response.content) < MIN_BYTES:
            return response
        return gzip.process_response(request, response)

    return middleware
