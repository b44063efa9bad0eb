"""Somebody in a learning platform's frame."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from lti.embedding.sessions import EmbeddedSessionStore, start_session
from lti.models import Platform, PlatformAccount
from people.models import User
from web.http.embedded import COOKIE

ORIGIN = "https://school.example"


def register_platform(origin: str = ORIGIN) -> Platform:
    """Register a platform whose pages are at ``origin``."""
    return Platform.objects.create(name="School", issuer=origin, client_id="claimlight", origins=[origin])


class EmbeddedPerson:
    """A browser that has launched ``user`` from ``platform``; ``page`` requests an address as the frame does."""

    def __init__(self, user: User, platform: Platform, language: str = "", **options: Any) -> None:
        PlatformAccount.objects.get_or_create(platform=platform, subject=str(user.pk), user=user)
        self.session: EmbeddedSessionStore = start_session(user, platform, language)
        self.client = Client(**options)
        self.client.cookies[COOKIE] = self.session.session_key

    def page(self, path: str, method: str = "get", *body: Any, **headers: Any) -> HttpResponse:
        """Return the response to a request below the prefix."""
        return getattr(self.client, method)(f"/embedded{path}", *body, **headers)

    def token(self, path: str) -> str:
        """Return the form token that the page at ``path`` gives to its scripts."""
        return self.page(path).content.decode().partition('data-csrf-token="')[2].partition('"')[0]
