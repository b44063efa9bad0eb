"""Pasting with the browser's real clipboard: formatting is kept, and people see what becomes of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from people.models import User
from tests.articles.readers import clipboards
from tests.websites import page, running

pytestmark = pytest.mark.django_db(transaction=True)

COPY = """([html, text]) => {
  addEventListener("copy", (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
  }, { once: true, capture: true });
  document.execCommand("copy");
}"""


@pytest.fixture
def form(visit: Callable[..., Page]) -> Page:
    ada = User.objects.create_user("ada@school.example", "a-long-password", "Ada")
    form = visit("/articles/new/", ada)
    form.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return form


def copy(form: Page, html: str, text: str = "") -> None:
    """Put the HTML of a program into the clipboard, with its plain text, byte by byte."""
    form.evaluate(COPY, [html, text or clipboards.plain(html)])


def paste(form: Page) -> None:
    form.locator("[name=text]").focus()
    form.keyboard.press("Control+V")


def line(form: Page, state: str) -> None:
    """Wait until the line below the box is in this state."""
    expect(form.locator("[data-pasted]")).to_have_attribute("data-pasted", state)


def added(form: Page) -> Article:
    """The article that the form adds."""
    form.locator("form.upload button.primary").click()
    form.wait_for_url("**/review/")
    return Article.objects.latest("pk")


def kinds(article: Article) -> list[str]:
    return sorted({row["kind"] for row in article.draft["formatting"]})


def original(article: Article) -> str:
    with article.original.open() as file:
        return file.read().decode()


def test_a_selection_of_a_web_page_keeps_its_formatting(form: Page) -> None:
    source = form.context.new_page()
    source.set_content(f"<main>{clipboards.WEB_PAGE}</main>")
    source.keyboard.press("Control+A")
    source.keyboard.press("Control+C")
    form.bring_to_front()
    paste(form)
    line(form, "kept")
    article = added(form)
    assert kinds(article) == ["emphasis", "heading", "item", "link", "quotation", "strong"]
    assert article.title == "The ferry to Port Alder stops"
    assert article.original_name == "pasted.html"
    assert "<blockquote" in original(article)


def test_documents_keep_their_formatting(form: Page) -> None:
    for html, formatting in (
        (clipboards.WORD, ["emphasis", "heading", "item", "link", "quotation", "strong"]),
        (clipboards.GOOGLE_DOCS, ["emphasis", "heading", "item", "link", "strong"]),
    ):
        form.goto("/articles/new/")
        copy(form, html)
        paste(form)
        line(form, "kept")
        article = added(form)
        assert kinds(article) == formatting
        # Forms send the ends of lines as two characters.
        assert original(article).splitlines() == html.splitlines()


def test_plain_text_is_one_click_away_and_one_back(form: Page) -> None:
    copy(form, clipboards.WORD)
    paste(form)
    form.locator("[data-action=plain]").click()
    line(form, "plain")
    form.locator("[data-action=keep]").click()
    line(form, "kept")
    form.locator("[data-action=plain]").click()
    article = added(form)
    assert (kinds(article), article.original_name) == ([], "pasted.txt")


def test_changes_within_the_pasted_text_count_more_than_its_formatting_and_can_be_undone(form: Page) -> None:
    copy(form, clipboards.WEB_PAGE)
    paste(form)
    line(form, "kept")
    box = form.locator("[name=text]")
    whole = box.input_value()
    box.fill(whole.replace("on Monday", "on Tuesday"))
    line(form, "edited")
    expect(form.locator("[name=html]")).to_have_value("")
    form.locator("[data-action=undo]").click()
    line(form, "kept")
    expect(box).to_have_value(whole)
    form.locator("[data-action=redo]").click()
    line(form, "edited")
    assert "on Tuesday" in added(form).draft["text"]


def test_what_is_typed_around_it_is_added_to_it(form: Page) -> None:
    form.locator("[name=text]").press_sequentially("By Ada <ada>")
    form.keyboard.press("Enter")
    copy(form, "<p>The <b>ferry</b> stops.</p>", "The ferry stops.")
    paste(form)
    line(form, "kept")
    form.keyboard.type("\nThe end & more.")
    copy(form, "<p>A <i>bridge</i>.</p>", "A bridge.")
    form.keyboard.press("Enter")
    paste(form)
    line(form, "kept")
    article = added(form)
    assert article.draft["text"] == "By Ada <ada>\n\nThe ferry stops.\n\nThe end & more.\n\nA bridge."
    assert kinds(article) == ["emphasis", "strong"]


def test_an_emptied_box_forgets_what_was_pasted(form: Page) -> None:
    copy(form, clipboards.WEB_PAGE)
    paste(form)
    line(form, "kept")
    form.locator("[name=text]").fill("")
    line(form, "")
    form.locator("[name=text]").fill("Only **this**.")
    assert kinds(added(form)) == ["strong"]


def test_an_address_alone_is_fetched(form: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(monkeypatch) as websites:
        websites.pages["daily.example/ferry"] = page(f"<article>{clipboards.WEB_PAGE}</article>")
        form.reload()
        # Some browsers put HTML beside an address that is copied.
        copy(form, '<a href="http://daily.example/f">Ferry</a>', "http://daily.example/f")
        paste(form)
        line(form, "address")
        expect(form.locator("[name=html]")).to_have_value("")
        # Some apps copy a title with the link.
        form.locator("[name=text]").fill("The ferry stops\nhttp://daily.example/f")
        form.locator("[data-action=fetch]").click()
        line(form, "address")
        # The share menu leads here with an address.
        form.goto("/articles/new/?url=http://daily.example/f")
        line(form, "address")
        form.locator("form.upload button.primary").click()
        expect(form.locator("[data-refused='http://daily.example/f']")).to_be_visible()
        form.locator("[name=text]").fill("http://daily.example/ferry")
        article = added(form)
    assert article.title == "The ferry to Port Alder stops"
    assert article.url == "http://daily.example/ferry"


def test_without_formatting_nothing_is_said(form: Page) -> None:
    for html in ("<p>Only words.</p>", ""):
        form.locator("[name=text]").fill("")
        copy(form, html, "Only words.")
        paste(form)
        expect(form.locator("[name=text]")).to_have_value("Only words.")
        line(form, "")
