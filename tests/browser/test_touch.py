"""Marking with a finger on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.surface import count, place, ready, saved

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

# What the system's own selection handles do, seen from the page.
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def tap(page: Page, words: str) -> None:
    left, top, *_ = place(page, words)
    page.touchscreen.tap(left + 8, top)


def test_a_finger_selects_and_a_tap_on_the_bar_marks(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user, **PHONE))
    tap(page, "globalist")
    page.evaluate(SELECT, "lobalist counci")
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    selected = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert selected < bar.bounding_box()["y"], "the bar must not cover what is selected"
    bar.get_by_text("Loaded language").tap()
    saved(page)
    assert desk.marks() == [("loaded-language", "globalist council")]


def test_a_tapped_mark_opens_its_card_and_the_list_opens_from_the_corner(
    visit: Callable[..., Page], desk: Desk
) -> None:
    page = ready(visit(desk.path, desk.user, **PHONE))
    tap(page, "globalist")
    page.evaluate(SELECT, "globalist")
    page.get_by_role("toolbar").get_by_text("Loaded language").tap()
    tap(page, "globalist")
    expect(page.locator("[data-card] h2")).to_have_text("Loaded language")
    page.get_by_role("button", name="Close the card").tap()
    page.get_by_role("button", name="Marks").tap()
    count(page, 1)
    expect(page.locator("[data-list] li")).to_be_visible()


def test_turning_the_phone_loses_nothing(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user, **PHONE))
    tap(page, "globalist")
    page.evaluate(SELECT, "globalist")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.set_viewport_size({"width": 844, "height": 390})
    page.get_by_role("toolbar").get_by_text("Opinion").tap()
    saved(page)
    assert desk.marks() == [("opinion", "globalist")]


def test_nothing_is_wider_than_the_phone(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user, **PHONE))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
