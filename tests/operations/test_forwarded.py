"""A client's own headers do not change its address; those of a trusted proxy do.

That wrong passwords from one address are limited is tested in ``tests/web/test_rate_limits.py``.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from scripts.dev_stack import SERVER
from tests.site import ROOT, Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "var")
    yield site
    site.kill()


def send_wrong_password(site: Site, forwarded: str) -> None:
    """Sign in with a wrong password and a forged address."""
    page = f"http://127.0.0.1:{site.port}/accounts/login/"
    headers = {"X-Forwarded-For": forwarded, "Host": "localhost"}
    form = {"login": "teacher@claimlight.example", "password": "a wrong password"}
    with httpx.Client(headers=headers, timeout=30) as client:
        client.get(page)
        client.post(page, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})


def counted_addresses(site: Site) -> dict[str, int]:
    """Return the number of wrong passwords for each address and account, as the server has counted them."""
    with closing(sqlite3.connect(site.folder / "claimlight.sqlite3")) as database:
        counters = database.execute("SELECT key, spent FROM people_bucket").fetchall()
    # "login ADDRESS ACCOUNT", beside "login ADDRESS" and "login account ACCOUNT".
    keys = {key: count for key, count in counters if key.startswith("login ") and key.count(" ") == 2}
    return {key.split()[1]: count for key, count in keys.items() if key.split()[1] != "account"}


def test_only_a_trusted_proxy_says_where_a_request_comes_from(site: Site) -> None:
    for n in range(2):
        send_wrong_password(site, f"203.0.113.{n}")
    assert counted_addresses(site) == {"127.0.0.1": 2}
    site.kill()
    site.environment["TRUSTED_PROXIES"] = "1"
    site.start()
    # The last address is what the proxy saw; those before it are the client's own words.
    for n in (0, 0, 1):
        send_wrong_password(site, f"198.51.100.7, 203.0.113.{n}")
    assert counted_addresses(site) == {"127.0.0.1": 2, "203.0.113.0": 2, "203.0.113.1": 1}


def test_no_way_of_starting_believes_what_clients_say() -> None:
    assert "--no-proxy-headers" in SERVER
    for name in ("claimlight-web@.service", "Dockerfile"):
        for line in (ROOT / "deploy" / name).read_text().splitlines():
            assert "config.asgi:application" not in line or "--no-proxy-headers" in line, name
