"""Identify who sends a request before it reaches a view, also from a learning platform's frame."""

from django.contrib.auth import SESSION_KEY
from django.db import Error
from django.http import HttpRequest

from lti.embedding.sessions import EmbeddedSessionStore
from people.api.requester import identify_requester as identify_ordinary_requester
from web.http.client_address import client_network
from web.http.embedded import COOKIE, is_embedded


def identify_requester(request: HttpRequest) -> tuple[str, bool]:
    """Return a key for the signed-in user, or else for the client's address, and whether it is a user."""
    if not is_embedded(request.path_info):
        return identify_ordinary_requester(request)
    try:
        user = EmbeddedSessionStore(request.COOKIES.get(COOKIE)).get(SESSION_KEY)
    except Error:
        user = None
    return (f"user {user}", True) if user else (f"address {client_network(request)}", False)
