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


class DeliveryError(ProblemError):
    """Nothing was delivered. The message says why."""

    code = "unreachable"


def check_address(url: str) -> SplitResult:
    """Return the parts of ``url``; raise ``DeliveryError`` unless it is an http(s) URL with a host and no password."""
    message = _(
        "Enter an address that begins with https:// or http://, names a server and contains no password."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        port = 0
    if port is not None and not 0 < port <= 65535:
        raise DeliveryError(_("The port in the address must be a number from 1 to 65535."))
    try:
        _is_url(url)
        _ascii_host(parts)
    except (ValidationError, ValueError):
        raise DeliveryError(message) from None
    if parts.username or parts.password or not url.isprintable():
        raise DeliveryError(message)
    return parts


def post_to_user_url(url: str, body: bytes, headers: dict[str, str]) -> None:
    """POST ``body`` to ``url``; raise ``DeliveryError`` unless the response is a 2xx. Redirects are not followed.

    The host is resolved once and the connection goes to that address, so a name that resolves differently a moment
    later leads nowhere else.
    """
    parts = check_address(url)
    host, port = _ascii_host(parts), parts.port or PORTS[parts.scheme]
    address = _resolve_public_ip(host, port)
    if parts.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            address, port, timeout=SECONDS, assert_hostname=host, server_hostname=host
        )
    else:
        connection = HTTPConnection(address, port, timeout=SECONDS)
    host_header = f"[{host}]" if ":" in host else host
    headers = headers | {"Host": f"{host_header}:{parts.port}" if parts.port else host_header}
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else ""
    )
    try:
        connection.connect()
        with _deadline(SECONDS, connection):
            connection.request("POST", path, body, headers, preload_content=False, decode_content=False)
            with connection.getresponse() as response:
                # An endless response is not read to its end.
                text = response.read(MAX_RESPONSE_BYTES).decode("utf-8", "replace")
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise DeliveryError(f"{type(error).__name__}: {error}"[:300]) from None
    if not 200 <= response.status < 300:
        raise DeliveryError(f"HTTP {response.status}: {text}"[:300])


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
    finally:
        timer.cancel()
        connection.close()
    if expired.is_set():
        raise TimeoutError(_("The response took too long."))


def _ascii_host(parts: SplitResult) -> str:
    """Return the host in ASCII; raise ``ValueError`` if it has no such form."""
    host = parts.hostname or ""
    return host if ":" in host else host.encode("idna").decode()


def _resolve_public_ip(host: str, port: int) -> str:
    """Return the host's first address; raise ``DeliveryError`` if any of its addresses is not public."""
    try:
        addresses = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError:
        raise DeliveryError(_(NO_HOST).format(host=host)) from None
    for address in addresses:
        if not settings.WEBHOOKS_TO_PRIVATE and not is_public_address(address):
            raise DeliveryError(_(PRIVATE_HOST).format(host=host))
    return addresses[0]
