"""Send requests to URLs that users entered, and never to a machine of this network. Nothing else sends requests."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from threading import Event, Timer
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as RequestTimeout
from urllib3.response import BaseHTTPResponse

from web.errors import ProblemError
from web.http.public_address import is_public_address

# Time limit for everything: connecting, sending, and reading the response.
SECONDS = 10
# The rest of the response is not read.
MAX_RESPONSE_BYTES = 1000
PORTS = {"http": 80, "https": 443}
_is_url = URLValidator(schemes=list(PORTS))
PRIVATE_HOST = N_("“{host}” is a computer in this site’s own network. Use a public address.")
NO_HOST = N_("The server “{host}” was not found.")


class RequestError(ProblemError):
    """A request got no answer, or none that counts. The message says why."""

    code = "unreachable"


class NotPublic(RequestError):
    """No machine of the public internet has this name or address."""


class TooSlow(RequestError):
    """The answer took too long."""


def check_address(url: str) -> SplitResult:
    """Return the parts of ``url``; raise ``RequestError`` unless it is an http(s) URL with a host and no password."""
    message = _(
        "Enter an address that begins with https:// or http://, names a server and contains no password."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        port = 0
    if port is not None and not 0 < port <= 65535:
        raise RequestError(_("The port in the address must be a number from 1 to 65535."))
    try:
        _is_url(url)
        _ascii_host(parts)
    except (ValidationError, ValueError):
        raise RequestError(message) from None
    if parts.username or parts.password or not url.isprintable():
        raise RequestError(message)
    return parts


def post_to_user_url(url: str, body: bytes, headers: dict[str, str]) -> None:
    """POST ``body`` to ``url``; raise ``RequestError`` unless the response is a 2xx. Redirects are not followed."""
    private = settings.WEBHOOKS_TO_PRIVATE
    with response_from(url, "POST", headers, body, seconds=SECONDS, private=private) as response:
        # An endless response is not read to its end.
        text = response.read(MAX_RESPONSE_BYTES).decode("utf-8", "replace")
    if not 200 <= response.status < 300:
        raise RequestError(f"HTTP {response.status}: {text}"[:300])


@contextmanager
def response_from(
    url: str,
    method: str,
    headers: dict[str, str],
    body: bytes | None = None,
    *,
    seconds: float,
    private: bool,
    by_operator: bool = False,
) -> Iterator[BaseHTTPResponse]:
    """Send a request and give its response, not yet read. Raise ``RequestError``; ``seconds`` are for the whole block.

    The host is resolved once and the connection goes to that address, so a name that resolves differently a moment
    later leads nowhere else. Only with ``private`` it may be in this site's own network. With ``by_operator`` the URL
    is from the site's settings, and may name its host as that network does.
    """
    parts = urlsplit(url) if by_operator else check_address(url)
    try:
        host, port = _ascii_host(parts), parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise RequestError(_(NO_HOST).format(host=parts.netloc)) from None
    address = _resolve(host, port, private)
    if parts.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            address, port, timeout=seconds, assert_hostname=host, server_hostname=host
        )
    else:
        connection = HTTPConnection(address, port, timeout=seconds)
    host_header = f"[{host}]" if ":" in host else host
    headers = headers | {"Host": f"{host_header}:{parts.port}" if parts.port else host_header}
    try:
        connection.connect()
        with _deadline(seconds, connection):
            connection.request(
                method, sent_path(parts), body, headers, preload_content=False, decode_content=False
            )
            with connection.getresponse() as response:
                yield response
    except (TimeoutError, RequestTimeout) as error:
        raise TooSlow(f"{type(error).__name__}: {error}"[:300]) from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise RequestError(f"{type(error).__name__}: {error}"[:300]) from None


@contextmanager
def _deadline(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Close the connection after ``seconds``: a socket's own timeout starts anew with every byte that arrives."""
    expired = Event()
    # The connection drops its reference to the socket while the response is read.
    open_socket = connection.sock

    def hang_up() -> None:
        expired.set()
        with suppress(OSError):
            open_socket.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception:
        # A connection that was closed in the middle fails in many ways.
        if not expired.is_set():
            raise
    finally:
        timer.cancel()
        connection.close()
    if expired.is_set():
        raise TimeoutError(_("The response took too long."))


def sent_path(parts: SplitResult) -> str:
    """Return the path and the query as they are sent."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return f"{path}?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else path


def _ascii_host(parts: SplitResult) -> str:
    """Return the host in ASCII; raise ``ValueError`` if it has no such form."""
    host = parts.hostname or ""
    return host if ":" in host else host.encode("idna").decode()


def _resolve(host: str, port: int, private: bool) -> str:
    """Return the host's first address; raise ``NotPublic`` unless all of its addresses are, or ``private`` is set."""
    try:
        addresses = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise NotPublic(_(NO_HOST).format(host=host)) from None
    for address in addresses:
        if not private and not is_public_address(address):
            raise NotPublic(_(PRIVATE_HOST).format(host=host))
    return addresses[0]
