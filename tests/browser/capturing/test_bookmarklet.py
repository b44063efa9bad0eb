"""The bookmarklet, as the javascript: address that a browser runs on a page of another site."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from people.models import User
from tests.browser.capturing.other_site import other_site

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPH = "The café on the pier said on Monday that “fares” rose by ten per cent, and nobody objected. "
ARTICLE = f"""<!doctype html><html><head><meta charset="iso-8859-1"><title>Ferry fares rise</title>
<meta name="csrf-token" content="secret-1"><style>.closed {{ display: none }}</style></head><body>
<form><input name="token" value="secret-2"></form><script type="application/json">"secret-3"</script>
<article><h1>Ferry fares rise</h1><p>{PARAGRAPH * 3}</p>
<p class="closed">Only members of the harbour club are shown the timetable of the lighthouse boat on this page.</p>
<p>{PARAGRAPH * 3}</p></article></body></html>"""
STRICT = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src *; "
    "require-trusted-types-for 'script'"
}
CUT = {"Cross-Origin-Opener-Policy": "same-origin"}
WAIT = 5_000


@pytest.fixture
def site() -> Iterator[str]:
    """A newspaper whose rules for scripts are strict, and a page of it that talks to no other window."""
    with other_site({"/ferry": (ARTICLE, STRICT), "/cut": (ARTICLE, CUT)}) as address:
        yield address


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@school.example", "a-long-password", "Ada")


def press_bookmark(page: Page, address: str) -> Page:
    """Press the bookmark of the page that explains it on the page at ``address``; the window that opens."""
    page.goto("/articles/from-browser/")
    bookmark = page.locator("[data-bookmarklet]").get_attribute("href")
    page.goto(address)
    with page.context.expect_page() as opened:
        # As the browser does it for a bookmark; a script of the page could not, under a strict policy.
        page.context.new_cdp_session(page).send("Page.navigate", {"url": bookmark})
    return opened.value


def state_of(window: Page) -> Any:
    return expect(window.locator("[data-receive]"))


def test_the_page_is_shown_with_its_source_and_stored_when_the_person_adds_it(
    visit: Callable[..., Page], site: str, ada: User
) -> None:
    window = press_bookmark(visit("/", ada), f"{site}/ferry")
    state_of(window).to_have_attribute("data-state", "received")
    expect(window.locator("[data-origin]")).to_have_text(site)
    expect(window.locator("[data-title]")).to_have_text("Ferry fares rise")
    expect(window.locator("[data-address]")).to_have_text(f"{site}/ferry")
    assert Article.objects.count() == 0
    window.locator("[data-action=add]").click()
    window.wait_for_url("**/review/")
    article = Article.objects.get()
    assert (article.owner, article.team, article.title, article.url) == (
        ada, None, "Ferry fares rise", f"{site}/ferry",
    )  # fmt: skip
    assert PARAGRAPH.strip() in article.draft["text"]
    with article.original.open() as file:
        stored = file.read().decode("utf-8-sig")
    assert stored.startswith(f"<!-- saved from url=({len(site) + 6:04})")
    assert "secret" not in stored
    assert "lighthouse" not in stored


def test_where_the_site_cuts_the_connection_the_page_is_copied(
    visit: Callable[..., Page], site: str, ada: User
) -> None:
    page = visit("/", ada)
    page.context.grant_permissions(["clipboard-read"], origin=site)
    page.clock.install()
    window = press_bookmark(page, f"{site}/cut")
    state_of(window).to_have_attribute("data-state", "nothing")
    page.bring_to_front()
    expect(page.locator("dialog")).to_have_count(0)
    page.clock.fast_forward(WAIT)
    page.locator("dialog button").first.click()
    copied = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert f"{site}/cut" in copied
    assert PARAGRAPH.strip() in copied
    assert "secret" not in copied
    page.locator("dialog button").click()
    expect(page.locator("dialog")).to_have_count(0)
    page.goto("/articles/new/")
    page.locator("[name=text]").press("ControlOrMeta+v")
    page.locator("form.upload button.primary").click()
    page.wait_for_url("**/review/")
    article = Article.objects.get()
    assert (article.title, article.url) == ("Ferry fares rise", f"{site}/cut")


def test_somebody_who_is_not_signed_in_does_so_in_another_tab_and_the_page_waits(
    visit: Callable[..., Page], site: str, ada: User
) -> None:
    page = visit("/", ada)
    session = page.context.cookies()
    page.goto("/articles/from-browser/")
    window = press_bookmark(page, f"{site}/ferry")
    state_of(window).to_have_attribute("data-state", "received")
    page.context.clear_cookies(name="sessionid")
    window.locator("[data-action=add]").click()
    expect(window.locator("[data-error]")).to_be_visible()
    expect(window.locator("[data-sign-in]")).to_be_visible()
    page.context.add_cookies(session)
    # A headless browser does not say that a tab comes to the front.
    window.evaluate("dispatchEvent(new Event('focus'))")
    window.locator("[data-action=add]").click()
    window.wait_for_url("**/review/")
    assert Article.objects.get().title == "Ferry fares rise"
