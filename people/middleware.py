"""Middleware that depends on who is signed in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people.api.authentication import SIGNED_IN_AS

# Prefixes of the names of django-allauth's URLs, and those of them that guests may use.
ACCOUNT_PAGES = ("account_", "mfa_", "socialaccount_")
ALLOWED_FOR_GUESTS = {"account_logout", "account_inactive"}


class RedirectGuestsMiddleware:
    """Redirect guests from account pages to their class: they have no account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on: its view is not known yet."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Redirect a guest who requests an account page."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        guest = request.user.is_authenticated and request.user.is_guest
        return (
            redirect("people:teams")
            if guest and name.startswith(ACCOUNT_PAGES) and name not in ALLOWED_FOR_GUESTS
            else None
        )


def SignedInAsMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the user's id to each page, so that the service worker keeps no page of a previous user."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        # After a server error the database may be unavailable, so the user cannot be looked up.
        if is_page and response.status_code < 500:
            response.headers[SIGNED_IN_AS] = str(request.user.pk or "nobody")
        return response

    return middleware
