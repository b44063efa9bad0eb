"""The server is killed while people mark, and comes back: what was made in between is there, once."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.surface import mark, ready, saved

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = ["VELDRIN", "Shopkeepers", "customers", "budget", "bakery", "survey"]


class Server:
    """``make run`` in a folder of its own, to be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.url = f"http://localhost:{self.port}"
        self.start("scripts/serve.py")

    def start(self, *command: str) -> None:
        """``make run`` the first time; what it ends in after that."""
        command = command or ("-m", "uvicorn", "config.asgi:application", "--port", str(self.port))
        environment = os.environ | {"DATA_DIR": str(self.folder), "PORT": str(self.port), "DATABASE_URL": ""}
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=20).close()
                return
            except OSError:
                assert self.process.poll() is None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real site with the demo in it."""
    made = Server(tmp_path / "var")
    yield made
    made.kill()


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/accounts/login/")
    page.get_by_label("Email").fill("ada@claimlight.example")
    page.get_by_label("Password").fill((server.folder / "demo_password").read_text().strip())
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url("**/articles/")


def test_nothing_is_lost_and_nothing_is_there_twice(chromium: Browser, server: Server) -> None:
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
        note = page.locator("[data-card]").get_by_label("Note")
        note.focus()
        page.keyboard.type(f"typed without a server {turn}")
        expect(page.locator("[data-saved]")).to_contain_text("kept on this device")
        server.start()
        saved(page, within=60_000)
    found = mine(page, server)
    assert len(found) == before + len(WORDS)
    assert sorted(m["quote"] for m in found if m["quote"] in WORDS) == sorted(WORDS)
    assert sorted(m["note"] for m in found if "typed" in m["note"]) == [
        f"typed without a server {turn}" for turn in range(2)
    ]
    context.close()


def mine(page: Page, server: Server) -> list[dict[str, str]]:
    """Ada's marks, as the server has them."""
    answer = page.request.get(f"{server.url}/api/v1/rounds/1/annotations/").json()["results"]
    return [found for found in answer if found["annotator"]["name"] == "Ada"]
