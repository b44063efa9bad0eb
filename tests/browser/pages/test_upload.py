"""The upload page in a browser: what was refused stays to be mended, what was added does not."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(visit: Callable[..., Page]) -> Page:
    ada = User.objects.create_user("ada@school.example", "a-long-password", "Ada")
    return visit("/articles/new/", ada)


def chosen(form: Page) -> list[str]:
    """The names of the files that would be sent next."""
    return form.evaluate("[...document.querySelector('[type=file]').files].map((file) => file.name)")


def test_only_the_refused_file_is_left_in_the_form(form: Page) -> None:
    form.get_by_label("Paste the article").fill("The mayor said no.")
    form.get_by_label("choose files").set_input_files(
        [
            {"name": "one.txt", "mimeType": "text/plain", "buffer": b"One."},
            {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"MZ\0"},
        ]
    )
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_role("alert")).to_contain_text("it is a Windows program")
    expect(form.get_by_label("Paste the article")).to_have_value("")
    assert chosen(form) == ["bad.pdf"]
    assert Article.objects.count() == 2


def test_a_refused_form_is_as_it_was(form: Page) -> None:
    form.get_by_label("Paste the article").fill(" \n ")
    form.get_by_label("Title").fill("Mine")
    form.get_by_label("choose files").set_input_files(
        [{"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"MZ\0"}]
    )
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_role("alert")).to_contain_text("it is a Windows program")
    expect(form.get_by_label("Title")).to_have_value("Mine")
    assert chosen(form) == ["bad.pdf"]


def test_too_much_text_is_told_before_it_is_sent(settings: Any, request: pytest.FixtureRequest) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    form = request.getfixturevalue("form")
    # A browser takes its time to lay so much text out.
    form.set_default_timeout(60_000)
    form.evaluate("document.querySelector('textarea').value = 'wörd\\n'.repeat(200_000)")
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_role("alert")).to_contain_text(
        "This is 2 MB; the most is 1 MB at once.", timeout=60_000
    )
    assert form.evaluate("document.querySelector('textarea').value.length") == 1_000_000
