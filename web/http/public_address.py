"""Tell addresses of the public internet from those of this machine, of its network, and of nobody in particular."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

NAT64 = IPv6Network("64:ff9b::/96")
# All that is assigned to machines; what lies outside is local, multicast, or an IPv4 address in disguise.
GLOBAL_UNICAST = IPv6Network("2000::/3")
# Not in the tables of every supported Python: the relays of 6to4, Teredo and ORCHID, documentation.
SPECIAL = (
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),
)


def is_public_address(address: str) -> bool:
    """Return whether a connection to ``address`` can only reach one machine on the public internet.

    An IPv6 address that a gateway turns into an IPv4 address is judged by the latter.
    """
    ip = ip_address(address)
    ip = _translated_ipv4(ip) or ip
    if isinstance(ip, IPv6Address) and ip not in GLOBAL_UNICAST:
        return False
    return (
        ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in net for net in SPECIAL)
    )


def _translated_ipv4(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour
