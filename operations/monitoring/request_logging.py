"""What each request was, for logs and metrics: its route and never its path, for a path may hold a token or a code."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from operations.monitoring.metrics import REQUESTS

HEADER = "X-Request-ID"
# What a proxy in front may have called it.
NAMED = re.compile(r"[A-Za-z0-9-]{8,64}")
# The request that this thread is at.
request_id: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger("claimlight.requests")


def RequestLogMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: each answer says the id under which the log speaks of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        name = given if NAMED.fullmatch(given) else uuid4().hex
        request_id.set(name)
        begun = perf_counter()
        response = get_response(request)
        seconds = perf_counter() - begun
        response.headers[HEADER] = name
        route, method = route_of(request), request.method or ""
        REQUESTS.labels(route, method, response.status_code).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            told = {
                "method": method,
                "route": route,
                "status": response.status_code,
                "ms": round(1000 * seconds, 1),
            }
            log.info("answered", extra={"told": told})
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """``articles/<int:pk>/``; empty where no route was found."""
    return getattr(request.resolver_match, "route", "")
