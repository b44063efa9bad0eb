"""The one way out: sends to an address that a person gave, and never to a machine of this network."""

import ipaddress
import socket
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 10
MOST_READ = 1000


class Unreachable(Exception):
    """Nothing was delivered. The message says why."""


def check_address(url: str) -> None:
    """Raises ``Unreachable`` unless ``url`` is one of the web."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise Unreachable(_("An address begins with https:// or http://, and has no password in it."))


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Deliver ``body``; raises ``Unreachable`` unless the answer is a 2xx. No redirect is followed.

    The name is looked up once, and the connection goes to what was found: a name that answers another way a moment
    later leads nowhere else.
    """
    check_address(url)
    parts = urlsplit(url)
    host = str(parts.hostname)
    secure = parts.scheme == "https"
    address = _public(host, parts.port or (443 if secure else 80))
    port = parts.port or (443 if secure else 80)
    options = {"timeout": urllib3.Timeout(total=SECONDS), "retries": False, "maxsize": 1}
    if secure:
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            address, port, assert_hostname=host, server_hostname=host, **options
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, **options)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with pool:
        try:
            answer = pool.request(
                "POST", path, body=body, headers=headers | {"Host": parts.netloc}, preload_content=False
            )
            # Whoever answers without an end is not listened to.
            said = answer.read(MOST_READ).decode("utf-8", "replace")
            answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from None
    if not 200 <= answer.status < 300:
        raise Unreachable(f"HTTP {answer.status}: {said}"[:300])


def _public(host: str, port: int) -> str:
    """One of the host's addresses; raises ``Unreachable`` where one of them is not of the internet."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError:
        raise Unreachable(_("There is no host “{host}”.").format(host=host)) from None
    for address in found:
        if not settings.WEBHOOKS_TO_PRIVATE and not ipaddress.ip_address(address).is_global:
            raise Unreachable(_("“{host}” is a machine of this network.").format(host=host))
    return found[0]
