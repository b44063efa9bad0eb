"""Access tokens for services: client credentials with a signed assertion (Security Framework 1.0, 4.1)."""

import secrets
import time
from typing import TYPE_CHECKING

import jwt

from tests.lti.platform import names
from tests.lti.platform.http import Refused, Request, Response, as_json, route

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME = 3600


@route("POST", "/token")
def token(platform: "LearningPlatform", request: Request) -> Response:
    """Give out an access token for those of the scopes that the platform offers."""
    if request.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
        raise Refused(400, "a request for a token is a form")
    form = request.form()
    if form.get("grant_type") != "client_credentials" or form.get("client_assertion_type") != ASSERTION_TYPE:
        raise Refused(400, "unsupported_grant_type")
    _check_assertion(platform, form.get("client_assertion", ""))
    scopes = [scope for scope in form.get("scope", "").split(" ") if scope in names.SCOPES]
    if not scopes:
        raise Refused(400, "invalid_scope")
    access_token = secrets.token_urlsafe(24)
    platform.access_tokens[access_token] = set(scopes)
    answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": LIFETIME}
    return as_json(answer | {"scope": " ".join(scopes)}, **{"Cache-Control": "no-store"})


def require_scope(platform: "LearningPlatform", request: Request, *scopes: str) -> None:
    """Refuse a request without an access token for one of ``scopes``."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    granted = platform.access_tokens.get(value)
    if kind != "Bearer" or granted is None:
        raise Refused(401, "an access token is needed")
    if not granted & set(scopes):
        raise Refused(403, "the access token is for other scopes")


def _check_assertion(platform: "LearningPlatform", assertion: str) -> None:
    try:
        kid = jwt.get_unverified_header(assertion).get("kid")
        claims = jwt.decode(
            assertion,
            platform.tool_key(kid),
            algorithms=["RS256"],
            audience=platform.token_audiences(),
            options={"require": ["iss", "sub", "aud", "iat", "exp", "jti"]},
        )
    except jwt.PyJWTError as error:
        raise Refused(401, f"invalid_client: {error}") from error
    if claims["iss"] != platform.client_id or claims["sub"] != platform.client_id:
        raise Refused(401, "invalid_client: iss and sub are the client ID")
    if claims["exp"] - time.time() > LIFETIME:
        raise Refused(401, "invalid_client: an assertion is for at most an hour")
    if claims["jti"] in platform.used_assertions:
        raise Refused(401, "invalid_client: this assertion has been used")
    platform.used_assertions.add(claims["jti"])
