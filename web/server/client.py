"""Who sends a request, as far as the request itself tells. Nothing is looked up, so nothing here is proof."""

from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import parse_cookie

from web.http.client_address import client_network
from web.http.embedded import COOKIE, is_embedded


def network(scope: Any) -> str:
    """Return the client's address or, for IPv6, its network, as the outermost trusted proxy saw it."""
    forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    client = scope.get("client") or ("",)
    meta = {"HTTP_X_FORWARDED_FOR": forwarded.decode("latin-1"), "REMOTE_ADDR": client[0]}
    return client_network(SimpleNamespace(META=meta))


def person(scope: Any) -> str:
    """Return a digest of the token or session cookie of a request; "" without either."""
    headers = dict(scope["headers"])
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    session = COOKIE if is_embedded(scope["path"]) else settings.SESSION_COOKIE_NAME
    credentials = headers.get(b"authorization") or cookies.get(session, "").encode()
    return sha256(credentials).hexdigest() if credentials else ""
