"""What the share menu sends to the installed app: a form that the service worker takes, on its way to the server."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from people.models import User
from tests.browser.annotation_page import sign_out, signed_out
from tests.browser.conftest import session_cookie

pytestmark = pytest.mark.django_db(transaction=True)

# As a browser does it for the share menu: a page that is led to the address of the manifest by a form.
SHARE = """([fields, files]) => {
  const form = Object.assign(document.createElement("form"), {
    method: "POST", action: "/articles/share/", enctype: "multipart/form-data",
  });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  const input = Object.assign(document.createElement("input"), { type: "file", name: "files", multiple: true });
  const chosen = new DataTransfer();
  for (const [name, content] of files) chosen.items.add(new File([content], name));
  input.files = chosen.files;
  form.append(input);
  document.body.append(form);
  form.submit();
}"""
ACTIVE = """async () => {
  while (!(await navigator.serviceWorker.getRegistration("/articles/share/"))?.active) {
    await new Promise(requestAnimationFrame);
  }
}"""
KEPT = "caches.has('claimlight-shared')"


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@school.example", "a-long-password", "Ada")


@pytest.fixture
def app(visit: Callable[..., Page], ada: User) -> Page:
    """The app of somebody who is signed in, on the page on which it starts."""
    page = visit("/articles/", ada)
    page.evaluate(ACTIVE)
    return page


def share(page: Page, *files: tuple[str, str], **fields: str) -> None:
    """Share to the app, and wait until it shows what it has."""
    with page.expect_navigation():
        page.evaluate(SHARE, [fields, files])


def state(page: Page, name: str) -> None:
    expect(page.locator("[data-share]")).to_have_attribute("data-state", name)


def test_a_text_is_added_when_the_person_says_so_and_then_it_is_gone_from_the_device(app: Page) -> None:
    share(app, title="A note", text="The mayor said no.\n\nNobody <b>objected</b>. https://harbour.example/a")
    state(app, "item")
    expect(app.locator("[data-text]")).to_contain_text("<b>objected</b>")
    expect(app.locator("[data-address]")).to_have_text("https://harbour.example/a")
    assert Article.objects.count() == 0
    app.locator("[data-action=add]").click()
    app.wait_for_url("**/review/")
    article = Article.objects.get()
    assert (article.title, article.draft["text"].split("\n")[0]) == ("A note", "The mayor said no.")
    assert app.evaluate(KEPT) is False


def test_a_link_alone_leads_to_the_page_that_fetches_links(app: Page, settings: Any) -> None:
    settings.FETCH_ARTICLES = True
    share(app, text="https://harbour.example/ferry?day=1&page=2")
    state(app, "item")
    expect(app.locator("[data-action=add]")).to_be_hidden()
    app.locator("[data-action=fetch]").click()
    app.wait_for_url("**/articles/new/?url=https%3A%2F%2Fharbour.example%2Fferry%3Fday%3D1%26page%3D2")
    expect(app.locator("[name=text]")).to_have_value("https://harbour.example/ferry?day=1&page=2")
    assert app.evaluate(KEPT) is False


def test_files_are_added_and_one_that_cannot_be_read_is_named(app: Page) -> None:
    share(app, ("år.txt", "One text."), ("page.html", "<h1>Two</h1><p>A second text."), ("bad.pdf", "MZ"))
    expect(app.locator("[data-files] li")).to_have_text(["år.txt", "page.html", "bad.pdf"])
    app.locator("[data-action=add]").click()
    expect(app.locator("[data-refused='bad.pdf']")).to_be_visible()
    # Sent again, the other two would be there twice.
    expect(app.locator("[data-action=add]")).to_have_count(0)
    assert sorted(Article.objects.values_list("original_name", flat=True)) == ["page.html", "år.txt"]
    assert app.evaluate(KEPT) is False


def test_after_signing_in_it_is_still_there_and_for_nobody_else(app: Page, ada: User) -> None:
    app.context.clear_cookies()
    share(app, text="A secret of Ada.")
    app.wait_for_url("**/accounts/login/?next=/articles/share/")
    app.locator("[name=login]").fill(ada.email)
    app.locator("[name=password]").fill("a-long-password")
    app.keyboard.press("Enter")
    state(app, "item")
    expect(app.locator("[data-text]")).to_have_text("A secret of Ada.")
    # Ada leaves without adding it, and Ben comes.
    app.context.clear_cookies()
    ben = User.objects.create_user("ben@school.example", "a-long-password", "Ben")
    app.context.add_cookies([session_cookie(ben, app.url)])
    app.goto("/articles/share/")
    state(app, "nothing")
    assert app.evaluate(KEPT) is False


def test_signing_out_leaves_nothing_behind(app: Page) -> None:
    share(app, text="A secret of Ada.")
    state(app, "item")
    sent: list[str] = []
    app.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    sign_out(app)
    signed_out(app)
    assert app.evaluate("caches.keys()") == []
    # The form that adds an article is not the only one on the page.
    assert len(sent) == 1


def test_the_worker_answers_nothing_else_and_caches_nothing_else(app: Page) -> None:
    share(app, text="A text.")
    state(app, "item")
    app.reload()
    state(app, "item")
    assert app.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/articles/share/worker.js")
    app.goto("/articles/")
    assert app.evaluate("navigator.serviceWorker.controller") is None
    assert app.evaluate("caches.keys()") == ["claimlight-shared"]
    kept = "async () => (await (await caches.open('claimlight-shared')).keys()).map(({ url }) => new URL(url).pathname)"
    assert app.evaluate(kept) == ["/articles/share/item"]
    # Nobody has added it within an hour.
    app.clock.install()
    app.clock.fast_forward("01:00:01")
    app.goto("/articles/share/")
    state(app, "nothing")
    assert app.evaluate(KEPT) is False


def test_without_the_worker_nothing_is_stored_and_the_page_says_what_to_do(
    visit: Callable[..., Page], ada: User
) -> None:
    page = visit("/articles/", ada, service_workers="block")
    share(page, text="A text.")
    expect(page.locator("[data-not-shared]")).to_be_visible()
    assert Article.objects.count() == 0
