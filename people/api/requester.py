"""Identify who sends a request before it reaches a view."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import Error
from django.http import HttpRequest

from people.digests import token_digest
from people.models import ApiToken
from web.http.client_address import client_network


def identify_requester(request: HttpRequest) -> tuple[str, bool]:
    """Return a key for the signed-in user, or else for the client's address, and whether it is a user."""
    try:
        user = _user_of_token(request) or _user_of_session(request)
    except Error:
        user = None
    return (f"user {user}", True) if user else (f"address {client_network(request)}", False)


def _user_of_token(request: HttpRequest) -> int | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "token":
        return None
    return ApiToken.objects.filter(digest=token_digest(token.strip())).values_list("user", flat=True).first()


def _user_of_session(request: HttpRequest) -> str | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    sessions = import_module(settings.SESSION_ENGINE)
    return sessions.SessionStore(key).get(SESSION_KEY)
