"""Middleware that depends on who is signed in."""

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from people.api.authentication import SIGNED_IN_AS
from people.backends import TRIAL_BACKEND
from people.models import User
from people.time_zones import time_zone_of

# Prefixes of the names of django-allauth's URLs, and those of them that guests may use.
ACCOUNT_PAGES = ("account_", "mfa_", "socialaccount_", "openid_connect_")
ALLOWED_FOR_GUESTS = {"account_logout", "account_inactive"}
# Pages of ours that are empty or useless without an account or a class. Whoever tries the site gets to the home page.
NOT_FOR_TRIALS = {
    "articles:article",
    "articles:from-browser",
    "articles:list",
    "annotate:bin",
    "annotate:codebook",
    "annotate:codebooks",
    "annotate:dashboard",
    "annotate:import-codebook",
    "annotate:round",
    "annotate:welcome",
    "people:account",
    "people:archived-teams",
    "people:name",
    "people:return-code",
    "people:teams",
    "people:time-zone",
    "people:tokens",
    "reports:compare",
    "reports:corpus-own",
    "reports:delete-account",
    "reports:download-own",
}


def trial_visitor(request: HttpRequest) -> User | None:
    """Return who tries the site in this browser and has opened a page for signing up or in, where they are nobody."""
    return getattr(request, "trial_visitor", None)


class RedirectGuestsMiddleware:
    """Redirect guests from account pages to their class: they have no account.

    Those who sign in through a learning platform alone have neither password nor address: they get to their own page.

    Those who try the site may get one: on account pages they count as nobody, whose trial comes along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on: its view is not known yet."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Redirect a guest, or somebody without an address, who requests an account page."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        is_account_page = name.startswith(ACCOUNT_PAGES) and name not in ALLOWED_FOR_GUESTS
        if not request.user.is_authenticated:
            request.trial_is_over = is_account_page and _was_trial(request)
        if not request.user.is_authenticated:
            return None
        if not request.user.is_guest:
            return redirect("people:account") if is_account_page and request.user.email is None else None
        if request.user.is_trial:
            if is_account_page:
                request.trial_visitor, request.user = request.user, AnonymousUser()
            return redirect("home") if name in NOT_FOR_TRIALS else None
        return redirect("people:teams") if is_account_page else None


def _was_trial(request: HttpRequest) -> bool:
    """Return whether the session is that of a trial, which must be over if its user is nobody."""
    return request.session.get(BACKEND_SESSION_KEY) == TRIAL_BACKEND


def SignedInAsMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the user's id to each page, so that the service worker keeps no page of a previous user."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        # After a server error the database may be unavailable, so the user cannot be looked up.
        if is_page and response.status_code < 500:
            user = trial_visitor(request) if request.user.is_anonymous else request.user
            response.headers[SIGNED_IN_AS] = str(user.pk if user else "nobody")
        return response

    return middleware


def TimeZoneMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer with pages and files in the time zone of whoever is signed in. The API says the zone of each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/") or not request.user.is_authenticated:
            return get_response(request)
        zone = time_zone_of(request.user)
        with timezone.override(zone):
            response = get_response(request)
        if response.streaming and not response.is_async and not isinstance(response, FileResponse):
            # Its pieces are made only when they are sent.
            response.streaming_content = _in_zone(zone, response.streaming_content)
        return response

    return middleware


def _in_zone(zone: tzinfo, pieces: Iterable[bytes]) -> Iterator[bytes]:
    iterator = iter(pieces)
    while True:
        with timezone.override(zone):
            piece = next(iterator, None)
        if piece is None:
            return
        yield piece
