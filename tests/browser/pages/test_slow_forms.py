"""A form that starts slow work says so after a second, to screen readers too, and is sent once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.actions import add_article
from articles.models import Article
from articles.text.draft import Draft
from people.models import User
from tests.browser.rough_proxy import holding

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(live_server: Any) -> Iterator[Any]:
    """Holds what is posted to it until it is told to go on."""
    with holding(live_server.url) as proxy:
        yield proxy


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@school.example", "a-long-password", "Ada")


@pytest.fixture
def review(visit: Callable[..., Page], server: Any, ada: User) -> Page:
    """The page on which a text is frozen. The answer comes in another tab, so that this one stays."""
    draft = Draft("The bridge closes on Monday.", title="Bridge")
    article = add_article(ada, draft, b"The bridge", "bridge.txt")
    page = visit(f"/articles/{article.pk}/review/", ada, base_url=f"http://localhost:{server.server_port}")
    page.evaluate("document.querySelector('form.next').target = '_blank'")
    return page


def test_freezing_says_that_it_takes_a_while_and_is_sent_once(review: Page, server: Any) -> None:
    button = review.locator("[formaction$='/freeze/']")
    button.click()
    expect(review.locator("form.next [data-status]")).not_to_be_empty()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    review.evaluate("document.querySelector('form.next').requestSubmit()")
    with review.expect_popup() as opened:
        server.go_on.set()
    opened.value.wait_for_url("**/articles/*/")
    assert Article.objects.get().frozen
    assert len(server.posts) == 1


def test_who_comes_back_to_the_page_may_send_it_again(review: Page, server: Any) -> None:
    button = review.locator("[formaction$='/freeze/']")
    button.click()
    status = review.locator("form.next [data-status]")
    expect(status).not_to_be_empty()
    review.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(status).to_be_empty()


def test_an_upload_says_how_long_reading_may_take(visit: Callable[..., Page], server: Any, ada: User) -> None:
    page = visit("/articles/new/", ada, base_url=f"http://localhost:{server.server_port}")
    page.locator("[name=text]").fill("The bridge closes on Monday.")
    page.locator("form.upload button").click()
    waits = page.locator("form.upload").get_attribute("data-slow")
    expect(page.locator("form.upload [data-status]")).to_have_text(str(waits))
    expect(page.locator("form.upload button")).to_be_disabled()
    server.go_on.set()
    page.wait_for_url("**/review/")
