"""The address of the client: the ONE reader of X-Forwarded-For and REMOTE_ADDR."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings

# The prefix that a provider assigns to one household or server, which can use any address in it.
IPV6_PREFIX = 64


def client_address(request: Any) -> str:
    """Return the client's address: what the outermost of the TRUSTED_PROXIES saw."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    proxies = settings.TRUSTED_PROXIES
    address = hops[-proxies] if proxies and len(hops) >= proxies else str(request.META.get("REMOTE_ADDR", ""))
    parsed = _parse(address)
    return str(parsed) if parsed else address[:64]


def client_network(request: Any) -> str:
    """Return what limits count by: an IPv4 address, or the network of an IPv6 address."""
    address = client_address(request)
    parsed = _parse(address)
    if isinstance(parsed, IPv6Address):
        return str(parsed.sixtofour or IPv6Network((parsed, IPV6_PREFIX), strict=False))
    return address


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """Return the parsed address, or None. Accepts a port, brackets, and an IPv4 address in IPv6 form."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
