"""Call the services of platforms: grades and members."""

import json
from typing import Any

from lti.models import Platform
from lti.security.access_tokens import access_token, forget_token
from lti.security.http import PlatformResponse, request

UNAUTHORIZED = 401


def call(
    platform: Platform,
    scopes: tuple[str, ...],
    method: str,
    url: str,
    *,
    body: Any = None,
    content_type: str = "application/json",
    accept: str = "application/json",
) -> PlatformResponse:
    """Send a request with an access token for ``scopes`` and return the answer, whatever its status.

    ``body`` is sent as JSON. If the platform no longer knows the token, a new one is tried once. Raise ``ServiceError``
    if there is no token or no answer. The caller checks that ``url`` is one that this platform gave.
    """
    data = None if body is None else json.dumps(body).encode()
    response = _send(platform, scopes, method, url, data, content_type, accept)
    if response.status == UNAUTHORIZED:
        forget_token(platform, scopes)
        response = _send(platform, scopes, method, url, data, content_type, accept)
    return response


def _send(
    platform: Platform,
    scopes: tuple[str, ...],
    method: str,
    url: str,
    data: bytes | None,
    content_type: str,
    accept: str,
) -> PlatformResponse:
    headers = {"Authorization": f"Bearer {access_token(platform, scopes)}", "Accept": accept}
    if data is not None:
        headers["Content-Type"] = content_type
    return request(url, method, headers=headers, body=data)
