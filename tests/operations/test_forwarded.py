"""A client's own headers do not change its address; those of a trusted proxy do."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from people.adapters import MAX_FOR_ACCOUNT_FROM_NETWORK
from scripts.dev_stack import SERVER
from tests.site import ROOT, Site

TOO_OFTEN = 'data-error="too-often"'


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "var")
    yield site
    site.kill()


def wrong_password(site: Site, forwarded: str) -> str:
    """Return the page after a wrong password, sent with a forged address."""
    page = f"http://127.0.0.1:{site.port}/accounts/login/"
    headers = {"X-Forwarded-For": forwarded, "Host": "localhost"}
    form = {"login": "teacher@claimlight.example", "password": "a wrong password"}
    with httpx.Client(headers=headers, timeout=30) as client:
        client.get(page)
        return client.post(page, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]}).text


def test_a_forged_address_gives_nobody_more_tries(site: Site) -> None:
    pages = [wrong_password(site, f"203.0.113.{n}") for n in range(MAX_FOR_ACCOUNT_FROM_NETWORK + 1)]
    assert TOO_OFTEN not in pages[0]
    assert TOO_OFTEN in pages[-1]


def test_what_a_trusted_proxy_saw_counts(site: Site) -> None:
    site.kill()
    site.environment["TRUSTED_PROXIES"] = "1"
    site.start()
    for n in range(MAX_FOR_ACCOUNT_FROM_NETWORK + 1):
        page = wrong_password(site, f"198.51.100.7, 203.0.113.{n}")
    assert TOO_OFTEN not in page
    # The last of these addresses is limited as well.
    for _ in range(MAX_FOR_ACCOUNT_FROM_NETWORK):
        page = wrong_password(site, f"198.51.100.7, 203.0.113.{n}")
    assert TOO_OFTEN in page


def test_no_way_of_starting_believes_what_clients_say() -> None:
    assert "--no-proxy-headers" in SERVER
    for name in ("claimlight-web@.service", "Dockerfile"):
        for line in (ROOT / "deploy" / name).read_text().splitlines():
            assert "config.asgi:application" not in line or "--no-proxy-headers" in line, name
