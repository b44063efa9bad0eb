"""A page that is not made yet: says how far it is, asks again by itself, and shows itself when it is there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

# Seconds after which a program, or a browser without scripts, asks again.
RETRY_AFTER = 2


class ResultNotReady(Exception):
    """What was asked for is being made, after so many pieces of work that are ``ahead`` of it."""

    def __init__(self, ahead: int) -> None:
        super().__init__()
        self.ahead = ahead


def with_progress_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the page with a status page in its place (202) as long as it raises ``ResultNotReady``."""

    @wraps(page)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except ResultNotReady as not_ready:
            state = {"ahead": not_ready.ahead, "retry_after": RETRY_AFTER}
            if asks_for_status(request):
                response: HttpResponse = JsonResponse(state, status=202)
            else:
                response = render(request, "not_ready.html", state, status=202)
            response["Retry-After"] = str(RETRY_AFTER)
            response["Cache-Control"] = "no-store"
            return response

    return shown


def asks_for_status(request: HttpRequest) -> bool:
    """Return whether the status page's script asks how far it is."""
    return request.headers.get("Accept", "") == "application/json"
