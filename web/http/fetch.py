"""Fetch a file from an address that a user entered: redirects are checked one by one, and everything is limited."""

import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urljoin, urlsplit

from urllib3.response import BaseHTTPResponse

from web.http.safe_client import NotPublic, RequestError, TooSlow, check_address, response_from, sent_path

# For everything, redirects included.
SECONDS = 15
MAX_REDIRECTS = 5
REDIRECTS = frozenset((301, 302, 303, 307, 308))
# The ports of websites. Others would let people look for what else runs on a machine.
WEB_PORTS = (None, 80, 443)
CHUNK = 64 * 1024
HEADERS = {
    "User-Agent": "Claimlight (fetches one page because a person asked for it)",
    "Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


class Failure(Enum):
    """Why nothing was fetched."""

    NO_HOST = "no such public host"
    NO_ANSWER = "no answer, or none that is HTTP"
    SLOW = "too slow"
    LARGE = "too large"
    REDIRECTS = "too many redirects"
    STATUS = "an error status"


class FetchError(Exception):
    """Nothing was fetched from ``host``, because of ``failure``; ``status`` is set for ``STATUS``."""

    def __init__(self, failure: Failure, host: str, status: int = 0) -> None:
        super().__init__(failure.value)
        self.failure, self.host, self.status = failure, host, status


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """The bytes at ``url``, which is where the redirects led; ``content_type`` and ``charset`` are in lower case."""

    url: str
    content_type: str
    charset: str
    data: bytes


def fetch(url: str, max_bytes: int) -> FetchedFile:
    """Return what is at ``url``, of at most ``max_bytes`` unpacked. Raise ``FetchError``.

    No cookie is sent or stored. A host that is in this site's own network fails like one that does not exist.
    """
    end = time.monotonic() + SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        host = _check(url)
        try:
            with response_from(
                url, "GET", HEADERS, seconds=max(0.1, end - time.monotonic()), private=False
            ) as response:
                location = response.headers.get("Location", "")
                if response.status not in REDIRECTS or not location:
                    return _read(url, host, response, max_bytes)
        except NotPublic:
            raise FetchError(Failure.NO_HOST, host) from None
        except TooSlow:
            raise FetchError(Failure.SLOW, host) from None
        except (RequestError, zlib.error):
            raise FetchError(Failure.NO_ANSWER, host) from None
        url = _join(url, location)
    raise FetchError(Failure.REDIRECTS, host)


def _check(url: str) -> str:
    """Return the host of ``url``. Raise ``FetchError`` unless it is a website."""
    try:
        parts = check_address(url)
    except RequestError:
        raise FetchError(Failure.NO_HOST, url[:200]) from None
    host = parts.hostname or ""
    if parts.port not in WEB_PORTS:
        raise FetchError(Failure.NO_HOST, f"{host}:{parts.port}")
    return host


def _join(url: str, location: str) -> str:
    try:
        # Headers are Latin-1; what is sent in them is mostly UTF-8.
        return urljoin(url, location.encode("latin-1").decode()).partition("#")[0]
    except ValueError:
        return location


def _read(url: str, host: str, response: BaseHTTPResponse, max_bytes: int) -> FetchedFile:
    if not 200 <= response.status < 300:
        raise FetchError(Failure.STATUS, host, response.status)
    pieces, size = [], 0
    for piece in _unpacked(response, max_bytes):
        pieces.append(piece)
        size += len(piece)
        if size > max_bytes:
            raise FetchError(Failure.LARGE, host)
    content_type, _, parameters = response.headers.get("Content-Type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
    parts = urlsplit(url)
    return FetchedFile(
        f"{parts.scheme}://{parts.netloc}{sent_path(parts)}", content_type.strip(), charset, b"".join(pieces)
    )


def _unpacked(response: BaseHTTPResponse, max_bytes: int) -> Iterable[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    chunks = iter(lambda: response.read(CHUNK), b"")
    if encoding in ("", "identity"):
        return chunks
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflate(chunks, max_bytes)
    raise RequestError(encoding)


def _inflate(chunks: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """Yield the unpacked chunks, in pieces that are never larger than ``max_bytes`` and one byte."""
    first = next(chunks, b"")
    # Some servers send deflate without the header of zlib, whose first byte is 0x78.
    unpacker = zlib.decompressobj(47 if first[:1] in (b"\x1f", b"\x78") else -15)
    chunk = first
    while chunk and not unpacker.eof:
        yield unpacker.decompress(chunk, max_bytes + 1)
        chunk = unpacker.unconsumed_tail or next(chunks, b"")
