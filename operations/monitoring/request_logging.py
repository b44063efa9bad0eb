"""Log and measure each request by its route, not its path, which may contain a token or a code.

django-structlog would log paths and user agents; django-guid would replace seven of these lines.
"""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from operations.monitoring.metrics import REQUESTS

HEADER = "X-Request-ID"
# Ids that are accepted from a proxy.
VALID_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# The id of the request that this thread is answering.
request_id: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger("claimlight.requests")


def RequestLogMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Log each request and return its id in a header, under which it can be found in the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        from_proxy = request.headers.get(HEADER, "")
        id_ = from_proxy if VALID_ID.fullmatch(from_proxy) else uuid4().hex
        request_id.set(id_)
        started = perf_counter()
        response = get_response(request)
        seconds = perf_counter() - started
        response.headers[HEADER] = id_
        route, method = route_of(request), request.method or ""
        REQUESTS.labels(route, method, response.status_code).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            fields = {
                "method": method,
                "route": route,
                "status": response.status_code,
                "ms": round(1000 * seconds, 1),
            }
            log.info("answered", extra={"fields": fields})
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """Return the route, such as ``articles/<int:pk>/``, or "" if the URL matched none."""
    return getattr(request.resolver_match, "route", "")
