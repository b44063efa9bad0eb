"""The web origin of an address, as a Content-Security-Policy and ``postMessage`` name it. Pure."""

from urllib.parse import urlsplit

from web.values import is_web_address

ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
DEFAULT_PORTS = {"http": 80, "https": 443}


def web_origin(address: str) -> str:
    """Return the origin of an http(s) address, for example "https://lms.example:8443".

    Raise ``ValueError`` if it is none, or if its host has characters that no domain has.
    """
    if not is_web_address(address):
        raise ValueError("not a web address")
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    if not host.isascii():
        host = host.encode("idna").decode()
    if not host or not set(host) <= ALLOWED:
        raise ValueError("not a host")
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != DEFAULT_PORTS[parts.scheme] else "")
