"""Marking with the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.surface import count, ready, saved


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def selected(page: Page) -> str:
    return str(page.evaluate("getSelection().toString()"))


def test_arrows_read_by_word_and_sentence_and_shift_selects(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user))
    page.focus("#text")
    press(page, "ArrowRight")
    assert selected(page) == "Mayor"
    press(page, "ArrowRight", "Shift+ArrowRight")
    assert selected(page) == "slams critics"
    press(page, "Shift+ArrowLeft")
    assert selected(page) == "slams"
    press(page, "Shift+ArrowLeft")
    assert selected(page) == "Mayor slams"
    press(page, "ArrowDown")
    assert selected(page) == "The globalist council voted nine to six."
    press(page, "3")
    saved(page)
    assert desk.marks() == [("opinion", "The globalist council voted nine to six.")]


def test_a_mark_is_found_opened_retagged_and_deleted_without_a_mouse(
    visit: Callable[..., Page], desk: Desk
) -> None:
    page = ready(visit(desk.path, desk.user))
    page.focus("#text")
    press(page, "ArrowRight", "1", "Escape", "ArrowDown", "4", "Escape")
    count(page, 2)
    press(page, "n")
    expect(page.locator("[data-card] blockquote")).to_have_text("Mayor")
    press(page, "2")
    expect(page.locator("[data-card] h2")).to_have_text("Attributed allegation")
    press(page, "Delete")
    count(page, 1)
    saved(page)
    assert [tag for tag, _ in desk.marks()] == ["loaded-language"]


def test_help_opens_and_closes_and_names_every_tag(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user))
    press(page, "?")
    help_page = page.get_by_role("dialog")
    for name in ("Factual claim", "Attributed allegation", "Opinion", "Loaded language"):
        expect(help_page.get_by_text(name, exact=True)).to_be_visible()
    press(page, "Escape")
    expect(help_page).to_be_hidden()


def test_digits_typed_in_a_note_are_text(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user))
    page.focus("#text")
    press(page, "ArrowRight", "1")
    page.locator("[data-card]").get_by_label("Note").focus()
    page.keyboard.type("1234 n?")
    count(page, 1)
    saved(page)
    assert desk.marks() == [("factual-claim", "Mayor")]
    expect(page.locator("[data-card]").get_by_label("Note")).to_have_value("1234 n?")
