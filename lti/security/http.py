"""Requests to learning platforms: guarded like all requests that this site sends, and limited in time and size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from lti.errors import PlatformUnavailable, ServiceError
from lti.security.strict_json import parse_json
from web.http.safe_client import NotPublic, RequestError, response_from
from web.i18n.lazy_message import Message

# Seconds for everything: connecting, sending, and reading the answer.
SECONDS = 10
# The list of a large course is one answer of some platforms.
MAX_BYTES = 4_000_000
NOT_HTTPS = Message("The address {url} does not begin with https://. Tell the platform’s administrator.")
# The same whether there is such a computer in the site's own network or none at all: that is nobody's business.
NOT_PUBLIC = Message(
    "The internet has no server “{host}” that Claimlight could ask. If the learning platform is in this site’s own "
    "network, the site’s administrator has to allow that."
)
NO_ANSWER = Message("The learning platform did not answer at {host}: {reason}")
TOO_LONG = Message("The answer of the learning platform at {host} is longer than {most} bytes.")
NOT_JSON = Message("The learning platform at {host} did not answer with valid JSON (HTTP {status}).")


@dataclass(frozen=True, slots=True)
class PlatformResponse:
    """What a platform answered. The names of ``headers`` may be given in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    host: str

    @property
    def ok(self) -> bool:
        """Whether the request succeeded: the status is 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Return the body's JSON value; raise ``ServiceError`` if it is none."""
        try:
            return parse_json(self.body)
        except ValueError:
            raise ServiceError(NOT_JSON.format(host=self.host, status=str(self.status))) from None


def request(
    url: str,
    method: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    max_bytes: int = MAX_BYTES,
) -> PlatformResponse:
    """Send a request and return the answer, whatever its status. Redirects are not followed.

    Raise ``PlatformUnavailable`` if there is no answer, ``ServiceError`` if it is too long. Only with
    PLATFORMS_TO_PRIVATE the URL may be one of this site's own network, or without TLS.
    """
    private = settings.PLATFORMS_TO_PRIVATE
    if not private and not url.startswith("https://"):
        raise ServiceError(NOT_HTTPS.format(url=url[:200]))
    sent = {"User-Agent": "Claimlight", **(headers or {})}
    try:
        with response_from(url, method, sent, body, seconds=SECONDS, private=private) as response:
            status, received = response.status, response.headers
            content = response.read(max_bytes + 1)
    except NotPublic:
        raise PlatformUnavailable(NOT_PUBLIC.format(host=_host(url))) from None
    except RequestError as error:
        raise PlatformUnavailable(NO_ANSWER.format(host=_host(url), reason=str(error))) from None
    if len(content) > max_bytes:
        raise ServiceError(TOO_LONG.format(host=_host(url), most=max_bytes))
    return PlatformResponse(status, received, content, _host(url))


def _host(url: str) -> str:
    """Return the host of ``url`` for messages: queries and paths may hold what is nobody's business."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
