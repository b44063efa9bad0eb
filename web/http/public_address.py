"""Tell addresses of the public internet from local, private and special ones. Pure."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

NAT64 = IPv6Network("64:ff9b::/96")
# All addresses of single machines; the others are local, multicast, or a translated IPv4 address.
GLOBAL_UNICAST = IPv6Network("2000::/3")
# Not in the tables of every supported Python: 6to4 relays, Teredo, ORCHID, documentation, and addresses of protocols,
# which clouds also use for services of their own, as one does with a public address.
SPECIAL = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("168.63.129.16/32"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),
)


def is_public_address(address: str) -> bool:
    """Return whether a connection to ``address`` can only reach one machine on the public internet.

    An IPv6 address that a gateway translates into an IPv4 address counts as that one.
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
