"""A page that is busy: what a hand does comes before what waits for a timer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotation_page import mark, place, ready, saved
from tests.browser.conftest import Assignment

WORDS = "Taxes fell by four per cent"
# Timers come late, as they do while much is drawn.
BUSY = """() => {
  const soon = window.setTimeout;
  window.setTimeout = (work, wait = 0, ...rest) => soon(work, wait || 300, ...rest);
}"""
COME = "() => new Promise((done) => window.setTimeout(done))"


@pytest.fixture
def page(visit: Callable[..., Page], assignment: Assignment) -> Page:
    """One mark is there, its card is open, and the mouse has just been in the card."""
    page = ready(visit(assignment.path, assignment.user))
    mark(page, "globalist", "4")
    note = page.locator("[name=note]")
    expect(note).to_be_visible()
    page.evaluate(BUSY)
    note.click()
    return page


def test_a_press_elsewhere_does_not_end_a_drag_half_way(page: Page, assignment: Assignment) -> None:
    left, top, right, bottom = place(page, WORDS)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, bottom)
    page.evaluate(COME)
    expect(page.locator("[data-tag-bar]")).to_be_hidden()
    page.mouse.move(right - 1, bottom)
    page.mouse.up()
    expect(page.locator("[data-tag-bar]")).to_be_visible()
    page.keyboard.press("1")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist"), ("factual-claim", WORDS)]


def test_a_key_right_after_a_drag_tags_what_was_dragged_over(page: Page, assignment: Assignment) -> None:
    left, top, right, bottom = place(page, WORDS)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=4)
    page.mouse.up()
    page.keyboard.press("1")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist"), ("factual-claim", WORDS)]
