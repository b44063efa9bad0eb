"""The server is killed while people mark, and comes back: what was made in between is there, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.annotation_page import mark, ready, saved
from tests.site import Site

WORDS = ["VELDRIN", "Shopkeepers", "customers", "budget", "bakery", "survey"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Site]:
    """A real site with the demo in it."""
    site = Site(tmp_path / "var")
    yield site
    site.kill()


def sign_in(page: Page, server: Site) -> None:
    page.goto(f"{server.url}/accounts/login/")
    page.locator("[name=login]").fill("ada@claimlight.example")
    page.locator("[name=password]").fill((server.folder / "demo_password").read_text().strip())
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/")


def test_nothing_is_lost_and_nothing_is_there_twice(chromium: Browser, server: Site) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, server)
    page.goto(f"{server.url}/rounds/1/")
    ready(page)
    before = len(mine(page, server))
    for turn in range(2):
        for word in WORDS[3 * turn : 3 * turn + 2]:
            mark(page, word, "4")
        # In the middle of its answer, as like as not.
        server.kill()
        mark(page, WORDS[3 * turn + 2], "4")
        note = page.locator("[data-card] [name=note]")
        note.focus()
        page.keyboard.type(f"typed without a server {turn}")
        expect(page.locator("[data-saved]")).to_have_attribute("data-state", "kept")
        server.start()
        saved(page, within=60_000)
    found = mine(page, server)
    assert len(found) == before + len(WORDS)
    assert sorted(m["quote"] for m in found if m["quote"] in WORDS) == sorted(WORDS)
    assert sorted(m["note"] for m in found if "typed" in m["note"]) == [
        f"typed without a server {turn}" for turn in range(2)
    ]
    context.close()


def mine(page: Page, server: Site) -> list[dict[str, str]]:
    """Ada's marks, as the server has them."""
    answer = page.request.get(f"{server.url}/api/v1/rounds/1/annotations/").json()["results"]
    return [found for found in answer if found["annotator"]["name"] == "Ada"]
