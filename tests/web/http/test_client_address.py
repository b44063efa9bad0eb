"""One function says where a request comes from, and everything asks that one."""

from pathlib import Path

import pytest
from django.test import RequestFactory

from web.http.client_address import client_address, client_network

ROOT = Path(__file__).parents[3]
HEADERS = ("REMOTE_ADDR", "X_FORWARDED_FOR", "X_REAL_IP", "CF_CONNECTING_IP", "TRUE_CLIENT_IP")
CASES = [
    (0, "", "192.0.2.1", "192.0.2.1", "192.0.2.1"),
    (0, "6.6.6.6", "192.0.2.1", "192.0.2.1", "192.0.2.1"),
    (1, "6.6.6.6, 192.0.2.1", "10.0.0.1", "192.0.2.1", "192.0.2.1"),
    (2, "6.6.6.6, 192.0.2.1, 10.0.0.2", "10.0.0.1", "192.0.2.1", "192.0.2.1"),
    (2, "192.0.2.1", "10.0.0.1", "10.0.0.1", "10.0.0.1"),
    (1, "192.0.2.1:65000", "10.0.0.1", "192.0.2.1", "192.0.2.1"),
    (1, "[2001:db8::5]:443", "10.0.0.1", "2001:db8::5", "2001:db8::/64"),
    (0, "", "2001:db8:0:1:aaaa:bbbb:cccc:dddd", "2001:db8:0:1:aaaa:bbbb:cccc:dddd", "2001:db8:0:1::/64"),
    (0, "", "fe80::1%eth0", "fe80::1", "fe80::/64"),
    (0, "", "::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"),
    (0, "", "2002:c000:201::1", "2002:c000:201::1", "192.0.2.1"),
    (1, "unknown", "10.0.0.1", "unknown", "unknown"),
    (0, "", "", "", ""),
]


@pytest.mark.parametrize(("proxies", "forwarded", "peer", "address", "network"), CASES)
def test_the_address_and_what_limits_count_by(
    settings: object, proxies: int, forwarded: str, peer: str, address: str, network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR=peer)
    assert client_address(request) == address
    assert client_network(request) == network


def test_nothing_else_reads_where_a_request_comes_from() -> None:
    packages = ("web", "people", "articles", "annotate", "reports", "operations", "config", "scripts")
    readers = {
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if any(name in path.read_text(encoding="utf-8").upper().replace("-", "_") for name in HEADERS)
    }
    # The second passes values from the ASGI scope to the first.
    assert readers == {"web/http/client_address.py", "web/server/client.py"}
