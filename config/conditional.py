"""What a program has already is not sent to it again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware


def for_programs(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers of the API carry an ``ETag``, and are 304 where ``If-None-Match`` says it is known."""
    conditional = ConditionalGetMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            return conditional(request)
        return get_response(request)

    return middleware
