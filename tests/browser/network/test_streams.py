"""Pages on a real server: marks and presence come by the stream, and by asking where a proxy holds the stream back."""

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import HTTPErrorProcessor, Request, build_opener

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotation_page import mark, ready
from tests.site import Site

HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class NoRedirects(HTTPErrorProcessor):
    """The browser follows them, not the proxy."""

    def http_response(self, request: Request, response: object) -> object:
        """As it is."""
        return response


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real site with the demo in it."""
    site = Site(tmp_path_factory.mktemp("streams") / "var")
    yield site
    site.kill()


@pytest.fixture
def buffering(site: Site) -> Iterator[str]:
    """A proxy that hands an answer on when it is complete: a stream never is. Its address."""
    over = threading.Event()

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if "text/event-stream" in self.headers.get("Accept", ""):
                over.wait()
                return
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            request = Request(site.url + self.path, body, dict(self.headers), method=self.command)
            with build_opener(NoRedirects).open(request, timeout=20) as answer:
                text = answer.read()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in HOP_BY_HOP:
                        self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def sign_in(visit: Callable[..., Page], address: str, site: Site, name: str) -> Page:
    """One of the demo's people on the marking page, through the door at ``address``."""
    page = visit("/accounts/login/?next=/rounds/1/", base_url=address)
    page.locator("[name=login]").fill(f"{name}@claimlight.example")
    page.locator("[name=password]").fill((Path(site.folder) / "demo_password").read_text())
    page.locator("[name=password]").press("Enter")
    return ready(page)


def marks_of(page: Page) -> str:
    """How many there are, as the heading says."""
    return page.locator("#marks-title [data-count]").inner_text()


def test_marks_and_presence_come_by_the_stream(visit: Callable[..., Page], site: Site) -> None:
    asked: list[str] = []
    ada = sign_in(visit, site.url, site, "ada")
    teacher = sign_in(visit, site.url, site, "teacher")
    expect(ada.locator("[data-presence]")).to_have_text(re.compile("^2 "))
    expect(ada.locator("[data-presence]")).to_have_attribute("title", "Ada, Ms Okafor")
    ada.on("request", lambda request: asked.append(request.url) if "/changes/" in request.url else None)
    before = int(marks_of(ada))
    mark(teacher, "budget", "3")
    expect(ada.locator("#marks-title [data-count]")).to_have_text(str(before + 1))
    assert asked == []
    teacher.close()
    expect(ada.locator("[data-presence]")).to_be_hidden()


def test_behind_a_proxy_that_buffers_pages_ask(
    visit: Callable[..., Page], site: Site, buffering: str
) -> None:
    ada = sign_in(visit, buffering, site, "ada")
    teacher = sign_in(visit, site.url, site, "teacher")
    before = int(marks_of(ada))
    mark(teacher, "bakery", "3")
    expect(ada.locator("#marks-title [data-count]")).to_have_text(str(before + 1))


def test_of_two_tabs_one_listens(visit: Callable[..., Page], site: Site) -> None:
    one = sign_in(visit, site.url, site, "cem")
    streams: list[str] = []
    two = one.context.new_page()
    two.on("request", lambda request: streams.append(request.url) if "as=" in request.url else None)
    two.goto("/rounds/1/")
    ready(two)
    teacher = sign_in(visit, site.url, site, "teacher")
    before = int(marks_of(two))
    mark(teacher, "survey", "3")
    expect(two.locator("#marks-title [data-count]")).to_have_text(str(before + 1))
    assert streams == []
    # The one that listened is closed: the other one takes over.
    with two.expect_request(lambda request: "as=" in request.url):
        one.close()
    mark(teacher, "customers", "3")
    expect(two.locator("#marks-title [data-count]")).to_have_text(str(before + 2))
