"""What a program has already is not sent to it again, and what is long is sent compressed."""

import gzip
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers

# Bytes below which compressing costs more than it saves; and how hard: six makes a tenth less in three times the time.
LONG = 2000
LEVEL = 3


def ApiCacheMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers of the API carry an ``ETag``, and are 304 where ``If-None-Match`` says it is known.

    Long ones are compressed for whoever takes that.
    """
    conditional = ConditionalGetMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            return _compressed(request, conditional(request))
        return get_response(request)

    return middleware


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.get("Content-Type") != "application/json" or len(response.content) < LONG:
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(response.content, LEVEL)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        if "ETag" in response:
            response["ETag"] = f"W/{response['ETag'].removeprefix('W/')}"
    return response
