"""What depends on who is signed in, on every page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people.api.authentication import SIGNED_IN_AS

ACCOUNTS = ("account_", "mfa_", "socialaccount_")
THEIRS = {"account_logout", "account_inactive"}


class RedirectGuestsMiddleware:
    """Where a guest asks for such a page, they are shown their class."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """django-allauth's pages all begin with the same words."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        guest = request.user.is_authenticated and request.user.is_guest
        return (
            redirect("people:teams") if guest and name.startswith(ACCOUNTS) and name not in THEIRS else None
        )


def SignedInAsMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: each page says whose it is, so that the service worker keeps none of whoever sat there before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        # Where something broke the database may have, and nothing is known of anybody.
        if is_page and response.status_code < 500:
            response.headers[SIGNED_IN_AS] = str(request.user.pk or "nobody")
        return response

    return middleware
