"""What the receiving page does with what other sites send it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from people.models import User
from tests.browser.annotation_page import wait_for
from tests.browser.capturing.other_site import other_site

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = """<img src=x onerror="document.title='run'"><script>document.title = 'run'</script>"""
# The opener collects everything that it is told.
OPEN = """(url) => {
  window.heard = [];
  addEventListener("message", ({ data, source }) => heard.push([data, source === receiver]));
  window.receiver = open(url);
}"""
PAUSE = 500
SEND = "(message) => receiver.postMessage(message, '*')"


@pytest.fixture
def site() -> Iterator[str]:
    with other_site({"/": ("<!doctype html><title>A page</title>", {})}) as address:
        yield address


@pytest.fixture
def opened(visit: Callable[..., Page], site: str, live_server: object) -> Callable[..., tuple[Page, Page]]:
    """``opened(user)``: a page of another site, and the receiving page that it has opened."""

    def open_receiver(user: User | None) -> tuple[Page, Page]:
        opener = visit("/articles/receive/", user)
        address = opener.url
        opener.goto(site)
        with opener.context.expect_page() as window:
            opener.evaluate(OPEN, address)
        wait_for(opener, "heard.length")
        return opener, window.value

    return open_receiver


def ada() -> User:
    return User.objects.create_user("ada@school.example", "a-long-password", "Ada")


def message(site: str, **changed: object) -> dict[str, object]:
    return {"title": "A title", "address": f"{site}/", "html": "<p>A text.</p>"} | changed


def test_one_message_counts_and_it_is_shown_as_text(
    opened: Callable[..., tuple[Page, Page]], site: str
) -> None:
    opener, window = opened(ada())
    for wrong in (None, "ready", [], {"title": "x"}, message(site, html=7), message(site, address=None)):
        opener.evaluate(SEND, wrong)
    # Not from the window that opened it.
    window.evaluate("(message) => postMessage(message, '*')", message(site, title="From itself"))
    opener.evaluate(SEND, message(site, title=HOSTILE, address="https://bank.example/", html=HOSTILE))
    opener.evaluate(SEND, message(site, title="The second"))
    expect(window.locator("[data-receive]")).to_have_attribute("data-state", "received")
    expect(window.locator("[data-title]")).to_have_text(HOSTILE)
    expect(window.locator("[data-origin]")).to_have_text(site)
    # A site cannot pass its text off as another's.
    expect(window.locator("[data-address]")).to_be_empty()
    expect(window.locator("[data-mismatch]")).to_be_visible()
    assert "run" not in window.title()
    assert Article.objects.count() == 0


def test_a_page_that_is_too_large_is_refused(
    opened: Callable[..., tuple[Page, Page]], site: str, settings: object
) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000
    opener, window = opened(ada())
    opener.evaluate(SEND, message(site, html="é" * 600))
    expect(window.locator("[data-receive]")).to_have_attribute("data-state", "too-large")
    expect(window.locator("[data-action=add]")).to_be_hidden()


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "nobody"])
def test_the_sender_learns_nothing_about_the_person(
    opened: Callable[..., tuple[Page, Page]], site: str, signed_in: bool
) -> None:
    opener, window = opened(ada() if signed_in else None)
    opener.evaluate(SEND, message(site))
    expect(window.locator("[data-receive]")).to_have_attribute("data-state", "received")
    assert opener.evaluate("heard") == [["ready", True]]
    assert opener.evaluate("[receiver.closed, receiver.length]") == [False, 0]
    assert window.locator("[data-sign-in]").is_visible() is not signed_in
    # As soon as something is stored, the window is no longer the site's.
    if signed_in:
        window.locator("[data-action=add]").click()
        window.wait_for_url("**/review/")
        wait_for(opener, "receiver.closed")
        assert opener.evaluate("heard") == [["ready", True]]


def test_a_click_meant_for_the_page_in_front_adds_nothing(
    opened: Callable[..., tuple[Page, Page]], site: str
) -> None:
    opener, window = opened(ada())
    window.clock.install()
    opener.evaluate(SEND, message(site))
    add = window.locator("[data-action=add]")
    expect(add).to_be_disabled()
    add.evaluate("(button) => button.click()")
    expect(window.locator("[data-add]")).not_to_have_attribute("aria-busy", "true")
    window.clock.fast_forward(PAUSE)
    expect(add).to_be_enabled()
    # The site puts its own window in front, and closes it between the two clicks of a double click.
    window.evaluate("dispatchEvent(new Event('focus'))")
    expect(add).to_be_disabled()
    window.clock.fast_forward(PAUSE)
    expect(add).to_be_enabled()
