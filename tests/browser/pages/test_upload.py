"""The upload page in a browser: what was refused stays to be mended, what was added does not."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.parsing.content_type import WINDOWS_PROGRAM
from people.models import User
from tests.articles.readers.make_files import zipped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(visit: Callable[..., Page]) -> Page:
    ada = User.objects.create_user("ada@school.example", "a-long-password", "Ada")
    return visit("/articles/new/", ada)


def chosen(form: Page) -> list[str]:
    """The names of the files that would be sent next."""
    return form.evaluate("[...document.querySelector('[type=file]').files].map((file) => file.name)")


def test_only_the_refused_file_is_left_in_the_form(form: Page) -> None:
    form.locator("[name=text]").fill("The mayor said no.")
    form.locator("[name=files]").set_input_files(
        [
            {"name": "one.txt", "mimeType": "text/plain", "buffer": b"One."},
            {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"MZ\0"},
        ]
    )
    form.locator("form.upload button").click()
    expect(form.locator("[data-refused='bad.pdf']")).to_contain_text(WINDOWS_PROGRAM)
    expect(form.locator("[name=text]")).to_have_value("")
    assert chosen(form) == ["bad.pdf"]
    assert Article.objects.count() == 2


def test_a_refused_form_is_as_it_was(form: Page) -> None:
    form.locator("[name=text]").fill(" \n ")
    form.locator("[name=title]").fill("Mine")
    form.locator("[name=files]").set_input_files(
        [{"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"MZ\0"}]
    )
    form.locator("form.upload button").click()
    expect(form.locator("[data-refused='bad.pdf']")).to_contain_text(WINDOWS_PROGRAM)
    expect(form.locator("[name=title]")).to_have_value("Mine")
    assert chosen(form) == ["bad.pdf"]


def test_too_much_text_is_told_before_it_is_sent(settings: Any, request: pytest.FixtureRequest) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    form = request.getfixturevalue("form")
    # A browser takes its time to lay so much text out.
    form.set_default_timeout(60_000)
    form.evaluate("document.querySelector('textarea').value = 'wörd\\n'.repeat(200_000)")
    form.locator("form.upload button").click()
    expect(form.locator("[data-error=too-large]")).to_be_visible(timeout=60_000)
    assert form.evaluate("document.querySelector('textarea').value.length") == 1_000_000


def test_a_zip_archive_shows_its_progress_and_then_what_came_of_it(form: Page) -> None:
    content = zipped({"day/one.txt": "The mill turns.", "two.txt": "It stops.", "bad.pdf": "MZ\0"})
    form.locator("[name=files]").set_input_files(
        [{"name": "articles.zip", "mimeType": "application/zip", "buffer": content}]
    )
    form.locator("form.upload button").click()
    # Without reloading, the page follows the reading, and lists in the end what came of it.
    expect(form.locator("[data-added='2']")).to_be_visible()
    expect(form.locator("[data-refused='bad.pdf']")).to_contain_text(WINDOWS_PROGRAM)
    expect(form.locator(".added a")).to_have_text(["one", "two"])
