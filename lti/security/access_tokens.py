"""Access tokens for the services of platforms (1EdTech Security Framework 1.0, 4.1: client credentials)."""

import hashlib
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache

from lti.errors import PlatformUnavailable, ServiceError
from lti.models import Platform
from lti.security.http import PlatformResponse, request
from lti.security.keys import sign
from web.i18n.lazy_message import Message

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 300
MAX_BYTES = 100_000
# A token is renewed so many seconds before it expires, and kept for an hour at most.
MARGIN, MAX_SECONDS = 60, 3600
MAX_TOKEN = 16_000
REFUSED = Message("The learning platform “{name}” gave no access to its services (HTTP {status}). {reason}")
NO_TOKEN = Message("The learning platform “{name}” gave access to its services without a valid token.")


def access_token(platform: Platform, scopes: tuple[str, ...]) -> str:
    """Return a token for ``scopes``: the one of last time until shortly before it expires, else a new one.

    Raise ``PlatformUnavailable`` or ``ServiceError`` if the platform gives none.
    """
    if token := cache.get(_cache_key(platform, scopes)):
        return str(token)
    return _new_token(platform, scopes)


def forget_token(platform: Platform, scopes: tuple[str, ...]) -> None:
    """Make the next ``access_token`` ask the platform for a new one."""
    cache.delete(_cache_key(platform, scopes))


def _new_token(platform: Platform, scopes: tuple[str, ...]) -> str:
    fields = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": _assertion(platform),
        "scope": " ".join(sorted(scopes)),
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    body = urlencode(fields).encode()
    response = request(platform.token_url, "POST", headers=headers, body=body, max_bytes=MAX_BYTES)
    if not response.ok:
        raise PlatformUnavailable(
            REFUSED.format(name=platform.name, status=str(response.status), reason=_reason(response))
        )
    answer = response.json()
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not 0 < len(token) <= MAX_TOKEN or not _is_word(token):
        raise ServiceError(NO_TOKEN.format(name=platform.name))
    cache.set(_cache_key(platform, scopes), token, _seconds(answer.get("expires_in")) - MARGIN)
    return token


def _is_word(token: str) -> bool:
    """Return whether a header can carry ``token``."""
    return token.isascii() and token.isprintable() and " " not in token


def _assertion(platform: Platform) -> str:
    """Return what proves to the platform that this site asks."""
    now = int(time.time())
    return sign(
        {
            "iss": platform.client_id,
            "sub": platform.client_id,
            "aud": platform.token_audience or platform.token_url,
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": secrets.token_urlsafe(24),
        }
    )


def _reason(response: PlatformResponse) -> str:
    """Return the code and description of an OAuth error (RFC 6749, 5.2), as far as the platform sent them."""
    try:
        answer = response.json()
    except ServiceError:
        return ""
    parts = [answer.get(name) for name in ("error", "error_description")] if isinstance(answer, dict) else []
    return ": ".join(part for part in parts if isinstance(part, str) and part.isprintable())[:200]


def _seconds(expires_in: Any) -> int:
    """Return for how long a token is valid; 0 if the platform does not say."""
    if (
        isinstance(expires_in, str)
        and expires_in.isascii()
        and expires_in.isdecimal()
        and len(expires_in) < 10
    ):
        expires_in = int(expires_in)
    if not isinstance(expires_in, int):
        return 0
    return min(expires_in, MAX_SECONDS)


def _cache_key(platform: Platform, scopes: tuple[str, ...]) -> str:
    """Return a key that changes with all that the token depends on."""
    parts = "\n".join([platform.issuer, platform.client_id, platform.token_url, *sorted(scopes)])
    return f"lti-token-{platform.pk}-{hashlib.sha256(parts.encode()).hexdigest()}"
