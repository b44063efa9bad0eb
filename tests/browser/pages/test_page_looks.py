"""The marking page reads like a newspaper, and its marks are told apart without colour."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotation_page import mark, place, ready, saved
from tests.browser.conftest import BODY, Assignment
from tests.world import World

LONG = f"{BODY}\n\n" + "The council met on Monday evening and heard what people in the old town think. " * 12
# How many letters stand in each full line of the last paragraph.
LINES = """() => {
  const node = [...document.querySelectorAll("#text p")].at(-1).firstChild;
  const range = document.createRange();
  const lines = new Map();
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return [...lines.values()].slice(0, -1);
}"""


def test_a_line_holds_60_to_75_letters(
    visit: Callable[..., Page], make_assignment: Callable[..., Assignment]
) -> None:
    assignment = make_assignment(LONG)
    page = ready(visit(assignment.path, assignment.user))
    for width in (1920, 1440, 820):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.evaluate(LINES)
        assert 60 <= sum(lines) / len(lines) <= 75, width


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"contrast": "more"}], ids=str)
def test_each_tag_has_its_line_where_colours_are_the_systems_own(
    visit: Callable[..., Page], assignment: Assignment, options: dict[str, str]
) -> None:
    page = ready(visit(assignment.path, assignment.user, **options))
    for number, words in enumerate(("Mayor slams", "nine to six", "Taxes fell", "surprised"), 1):
        mark(page, words, str(number))
    saved(page)
    page.keyboard.press("Escape")
    lines = page.evaluate(
        "() => ['factual-claim', 'attributed-allegation', 'opinion', 'loaded-language'].map((slug) =>"
        " getComputedStyle(document.querySelector('#text p'), `::highlight(${slug})`).textDecorationStyle)"
    )
    assert lines == ["solid", "dashed", "dotted", "wavy"]


# Whatever can be pressed and is smaller than a finger, or stands beyond the edge of what holds it.
SMALL = """() => [...document.querySelectorAll("button, a, select, input, textarea")]
  .filter((e) => e.checkVisibility() && !e.matches(".skip"))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 43.9)
  .map(([e, { width, height }]) => `${e.outerHTML.slice(0, 60)} ${width}×${height}`)"""
BEYOND = """() => [...document.querySelectorAll("html, .bar, .bar-row, .tag-bar, .side, .card, dialog")]
  .filter((e) => e.checkVisibility() && e.scrollWidth > Math.ceil(e.clientWidth || e.offsetWidth))
  .map((e) => `${e.className || e.localName} ${e.scrollWidth} > ${e.clientWidth}`)"""
DIALOGS = ("help-dialog", "conflict", "hand-in-dialog")


def fits(page: Page) -> None:
    """Nothing is too small for a finger, and nothing hangs over an edge."""
    assert page.evaluate(SMALL) == []
    assert page.evaluate(BEYOND) == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 820])
def test_everything_fits_a_finger_and_the_screen(
    visit: Callable[..., Page], world: World, width: int, language: str
) -> None:
    screen = {"viewport": {"width": width, "height": 844}, "has_touch": True, "is_mobile": True}
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil, locale=language, **screen))
    fits(page)
    left, top, *_ = place(page, "globalist")
    page.touchscreen.tap(left + 12, top)
    expect(page.locator("[data-tag-bar]")).to_be_visible()
    fits(page)
    page.locator("[data-tag-bar] .overlapping button").first.click()
    expect(page.locator("[data-card]")).to_be_visible()
    fits(page)
    page.keyboard.press("Escape")
    page.locator("[data-show-marks]").click()
    fits(page)
    page.locator("[data-show-marks]").evaluate("(button) => button.click()")
    for name in DIALOGS:
        page.evaluate("(name) => document.querySelector(`[data-${name}]`).showModal()", name)
        fits(page)
        page.keyboard.press("Escape")
    page.locator("[data-hand-in]").click()
    page.locator("[data-hand-in-dialog] button.primary").click()
    expect(page.locator("[data-handed-in]")).not_to_be_empty()
    fits(page)
    top_row = {page.locator(f"[data-{name}]").bounding_box()["y"] for name in ("undo", "hand-in")}
    assert len(top_row) == 1


def test_where_nothing_is_marked_a_phone_says_what_to_do(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user, viewport={"width": 390, "height": 844}))
    hint = page.locator("[data-no-marks]")
    expect(hint).to_be_in_viewport()
    mark(page, "globalist", "4")
    expect(hint).to_be_hidden()


def test_what_somebody_left_empty_is_not_shown(visit: Callable[..., Page], world: World) -> None:
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    page.locator("[data-list]").get_by_text("a café").click()
    card = page.locator("[data-card]")
    expect(card.locator("[data-act=too]")).to_be_visible()
    expect(card.locator("[name=note]")).to_be_hidden()
    for name, value in world.annotations["allegation"].details.items():
        expect(card.locator(f"[name=detail-{name}]")).to_have_value(value)
        expect(card.locator(f"[name=detail-{name}]")).to_be_visible()


def test_where_colours_are_the_systems_own_what_is_chosen_is_seen(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user, forced_colors="active"))
    mark(page, "globalist", "4")
    saved(page)
    over = "() => getComputedStyle(document.querySelector('#text p'), '::highlight(open-mark)').textDecorationLine"
    assert page.evaluate(over) == "overline"
    ground = "(button) => getComputedStyle(button).backgroundColor"
    pressed = page.locator("[data-retag][aria-pressed=true]").evaluate(ground)
    assert pressed not in page.locator("[data-retag][aria-pressed=false]").evaluate_all(
        f"(all) => all.map({ground})"
    )
    row = page.locator("[data-list] [aria-current=true]")
    assert row.evaluate("(row) => getComputedStyle(row).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    cursor = page.locator("[data-cursor]")
    cursor.focus()
    page.keyboard.press("ArrowRight")
    expect(cursor).to_be_focused()
    assert cursor.evaluate("(cursor) => getComputedStyle(cursor).outlineStyle") == "solid"
