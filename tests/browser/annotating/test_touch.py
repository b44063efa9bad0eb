"""Marking with a finger, on a phone and on a tablet."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotation_page import count, place, ready, saved, tap_tag, wait_for
from tests.browser.conftest import BODY, Assignment

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True}
LINE = 22
BOTH = pytest.mark.parametrize("device", [PHONE, TABLET], ids=["phone", "tablet"])

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


def drag_handle(page: Page, edge: str, words: str) -> None:
    """A finger takes a handle to the end of ``words``, or to their start."""
    handle = page.locator(f".handle.{edge}")
    expect(handle).to_be_visible()
    box = handle.bounding_box()
    below = 15
    x, y = box["x"] + box["width"] / 2, box["y"] + below
    left, top, right, bottom = page.evaluate(IN_SIGHT, words)
    # The finger stays as far below the line as where it took hold of the handle.
    under = below + LINE / 2
    to_x, to_y = (left + 2, top + under) if edge == "start" else (right - 2, bottom + under)
    session = page.context.new_cdp_session(page)
    steps = 6
    for step in range(steps + 1):
        point = {"x": x + (to_x - x) * step / steps, "y": y + (to_y - y) * step / steps}
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


IN_SIGHT = """(words) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const [first, last] = [range.getClientRects()[0], [...range.getClientRects()].at(-1)];
    return [first.left, (first.top + first.bottom) / 2, last.right, (last.top + last.bottom) / 2];
  }
}"""


@BOTH
def test_a_tap_selects_a_word_and_its_handles_widen_it(
    visit: Callable[..., Page], assignment: Assignment, device: dict[str, object]
) -> None:
    page = ready(visit(assignment.path, assignment.user, **device))
    tap(page, "globalist")
    for edge in ("start", "end"):
        handle = page.locator(f".handle.{edge}")
        expect(handle).to_be_visible()
        box = handle.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    drag_handle(page, "end", "voted")
    drag_handle(page, "start", "The")
    tap_tag(page, "factual-claim")
    saved(page)
    assert assignment.marks() == [("factual-claim", "The globalist council voted")]


@BOTH
def test_the_systems_own_selection_is_marked_too(
    visit: Callable[..., Page], assignment: Assignment, device: dict[str, object]
) -> None:
    page = ready(visit(assignment.path, assignment.user, **device))
    tap(page, "Taxes")
    expect(page.locator(".handle.start")).to_be_visible()
    page.evaluate(SELECT, "lobalist counci")
    expect(page.locator(".handle.start")).to_be_hidden()
    tap_tag(page, "loaded-language")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist council")]


@BOTH
def test_a_handle_of_an_open_mark_changes_how_far_it_reaches(
    visit: Callable[..., Page], assignment: Assignment, device: dict[str, object]
) -> None:
    page = ready(visit(assignment.path, assignment.user, **device))
    tap(page, "globalist")
    tap_tag(page, "loaded-language")
    tap(page, "globalist")
    page.locator("[data-tag-bar] .overlapping .tag-loaded-language").tap()
    expect(page.locator("[data-card]")).to_be_visible()
    drag_handle(page, "end", "council")
    expect(page.locator("[data-card] blockquote")).to_have_text("globalist council")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist council")]
    page.locator("[data-undo]").tap()
    expect(page.locator("[data-card] blockquote")).to_have_text("globalist")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist")]


def test_a_tap_on_a_marked_word_offers_the_mark_and_a_mark_inside_it(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    tap(page, "globalist")
    drag_handle(page, "end", "council")
    tap_tag(page, "opinion")
    tap(page, "globalist")
    expect(page.locator("[data-tag-bar] .overlapping .tag-opinion")).to_be_visible()
    tap_tag(page, "loaded-language")
    count(page, 2)
    saved(page)
    assert assignment.marks() == [("opinion", "globalist council"), ("loaded-language", "globalist")]


def test_a_second_tap_lets_go(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    tap(page, "globalist")
    expect(page.locator("[data-tag-bar]")).to_be_visible()
    tap(page, "globalist")
    expect(page.locator("[data-tag-bar]")).to_be_hidden()
    expect(page.locator(".handle.end")).to_be_hidden()


def test_the_list_opens_from_the_corner(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    tap(page, "globalist")
    tap_tag(page, "loaded-language")
    page.locator("[data-show-marks]").tap()
    count(page, 1)
    expect(page.locator("[data-list] li")).to_be_visible()


@BOTH
def test_the_bar_never_covers_what_is_selected(
    visit: Callable[..., Page],
    make_assignment: Callable[..., Assignment],
    device: dict[str, object],
) -> None:
    assignment = make_assignment(
        f"{BODY}\n\n" + "\n\n".join(f"Paragraph {i} of many." for i in range(30)) + " The last."
    )
    page = ready(visit(assignment.path, assignment.user, **device))
    bar, header = page.locator("[data-tag-bar]"), page.locator(".bar").bounding_box()
    for words in ("Mayor", "disgrace", "last", "surprised"):
        tap(page, words)
        expect(bar).to_be_visible()
        wait_for(
            page,
            "() => document.querySelector('[data-tag-bar]').getBoundingClientRect().top"
            " > document.querySelector('.handle.end').getBoundingClientRect().top",
        )
        assert page.evaluate(IN_SIGHT, words)[1] > header["y"] + header["height"], words
        tap(page, words)
        expect(bar).to_be_hidden()


@BOTH
def test_the_keyboard_leaves_the_note_in_sight(
    visit: Callable[..., Page], assignment: Assignment, device: dict[str, object]
) -> None:
    page = ready(visit(assignment.path, assignment.user, **device))
    tap(page, "globalist")
    tap_tag(page, "attributed-allegation")
    tap(page, "globalist")
    page.locator("[data-tag-bar] .overlapping .tag-attributed-allegation").tap()
    note = page.locator("[data-card] [name=note]")
    note.tap()
    width, height = device["viewport"]["width"], device["viewport"]["height"]
    page.set_viewport_size({"width": width, "height": height - 336})
    wait_for(
        page,
        "() => document.activeElement.name === 'note'"
        " && document.activeElement.getBoundingClientRect().bottom <= innerHeight",
    )
    page.keyboard.type("Who says so?")
    expect(note).to_have_value("Who says so?")


def test_turning_the_phone_loses_nothing(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    tap(page, "globalist")
    expect(page.locator("[data-tag-bar]")).to_be_visible()
    page.set_viewport_size({"width": 844, "height": 390})
    tap_tag(page, "opinion")
    saved(page)
    assert assignment.marks() == [("opinion", "globalist")]


def test_nothing_is_wider_than_the_phone(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
