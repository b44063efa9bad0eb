"""The status page for a page that is still being generated: it shows the progress and reloads until it is ready."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

# Seconds after which a program, or a browser without scripts, asks again.
RETRY_AFTER = 2


class ResultNotReady(Exception):
    """The result is still being computed; ``ahead`` is the number of jobs before it in the queue."""

    def __init__(self, ahead: int) -> None:
        super().__init__()
        self.ahead = ahead


def with_progress_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view, which shows a status page (202) while it raises ``ResultNotReady``."""

    @wraps(view)
    def view_or_progress(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ResultNotReady as not_ready:
            state = {"ahead": not_ready.ahead, "retry_after": RETRY_AFTER}
            if asks_for_status(request):
                response: HttpResponse = JsonResponse(state, status=202)
            else:
                response = render(request, "not_ready.html", state, status=202)
            response["Retry-After"] = str(RETRY_AFTER)
            response["Cache-Control"] = "no-store"
            return response

    return view_or_progress


def asks_for_status(request: HttpRequest) -> bool:
    """Return whether the request comes from the status page's script."""
    return request.headers.get("Accept", "") == "application/json"
