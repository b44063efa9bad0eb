"""A real Chromium on a real server: what the browser tests share."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from django.views.static import serve
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from annotate.models import Annotation, Round
from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft, Formatting
from people.models import User
from scripts.browsers import find_chromium
from tests.site import prepared_folder

# Playwright's loop runs in the thread of the test, which is why Django would refuse to be asked.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Milliseconds that a page may take on a busy machine; no test waits for longer than it has to.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

BODY = (
    "Mayor slams critics 🌉\n\n"
    "The globalist council voted nine to six. “It was a disgrace,” said the 👩‍👩‍👧 family of José.\n\n"
    "A café, naïvely named, serves שלום and a flag 🇪🇸 in one line.\nA second line follows.\n\n"
    "Taxes fell by four per cent in 2023. Nobody should be surprised by that."
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process; it fails, and never skips, where there is none."""
    path = find_chromium()
    assert path, "No Chromium or Chrome here. “make test” installs one; or set CHROMIUM to its path."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class CollectedFilesHandler(StaticFilesHandler):
    """Serves what was collected, as WhiteNoise does on a site; a script that a bundle took in, from its source."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        """Return the file, which a browser may keep under its hashed name."""
        path = self.file_path(request.path)
        if not (settings.STATIC_ROOT / path).is_file():
            return super().serve(request)
        response = serve(request, path, document_root=settings.STATIC_ROOT)
        response["Cache-Control"] = "max-age=315360000, public, immutable"
        return response


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """A server in a thread of this process, with static files as a site has them: one script for each page."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = CollectedFilesHandler
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def collected_files(quick: None, settings: Any) -> None:
    """Pages refer to the static files that were collected for a site."""
    settings.STATIC_ROOT = prepared_folder() / "static"
    settings.STORAGES |= {"staticfiles": {"BACKEND": "web.staticfiles.storage.ManifestStorage"}}


def session_cookie(user: User, url: str) -> dict[str, Any]:
    """What a browser holds in which ``user`` has signed in at ``url``."""
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": url}


@pytest.fixture
def visit(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``visit(path, user, **context)``: a page of that user's own browser; script errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(path: str, user: User | None = None, **options: Any) -> Page:
        options = {
            "viewport": {"width": 1440, "height": 900},
            "base_url": live_server.url,
            # That of the site: for a device in another time zone, pages with times load a second time.
            "timezone_id": settings.TIME_ZONE,
        } | options
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user:
            context.add_cookies([session_cookie(user, options["base_url"])])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@dataclass
class Assignment:
    """A reader alone with one open round."""

    user: User
    round: Round
    body: str

    @property
    def path(self) -> str:
        """The marking page."""
        return f"/rounds/{self.round.pk}/"

    def marks(self) -> list[tuple[str, str]]:
        """(tag, quote) of each mark on the server, in order of the text."""
        rows = Annotation.objects.filter(layer__round=self.round, deleted=False).order_by("start", "-end")
        for row in rows:
            assert self.body[row.start : row.end] == row.quote
        return [(row.tag.slug, row.quote) for row in rows]


@pytest.fixture
def make_assignment(transactional_db: None) -> Callable[..., Assignment]:
    """``make_assignment(body, email)``: a reader alone with a round on this text, or on the standard one."""

    def make(body: str = BODY, email: str = "reader@claimlight.example") -> Assignment:
        user = User.objects.create_user(email, "a-long-password", "Reader")
        headline = Formatting(0, body.index("\n") if "\n" in body else len(body), "heading", "1")
        draft = Draft(body, title="Mayor slams critics", formatting=(headline,))
        article = add_article(user, draft, body.encode(), "article.txt")
        round_ = create_round(user, freeze(user, article, cleaning=False))
        return Assignment(user, round_, round_.text.body)

    return make


@pytest.fixture
def assignment(make_assignment: Callable[..., Assignment]) -> Assignment:
    """A reader alone with a round on the standard text."""
    return make_assignment()
