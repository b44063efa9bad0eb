"""Reading settings on the highlighting page: stored on the device, applied before the page is drawn; reading aloud."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotation_page import mark, ready, saved
from tests.browser.conftest import Assignment

VOICES = (Path(__file__).parent / "voices.js").read_text()
STYLE = """() => {
  const { fontSize, lineHeight, fontFamily } = getComputedStyle(document.querySelector("#text p"));
  return [fontSize, lineHeight, fontFamily];
}"""
HIGHLIGHTED = """(name) => [...CSS.highlights.get(name)].map((range) => {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return live.toString();
})"""
RULER_MIDDLE = """() => {
  const { top, bottom } = document.querySelector(".ruler i").getBoundingClientRect();
  return (top + bottom) / 2;
}"""


@pytest.fixture
def page(visit: Callable[..., Page], assignment: Assignment) -> Page:
    page = visit("/static/icon.svg", assignment.user)
    page.add_init_script(VOICES)
    page.goto(assignment.path)
    return ready(page)


def open_settings(page: Page) -> None:
    page.locator("[data-reading-settings]").click()
    expect(page.locator("[data-comfort]")).to_be_visible()


def set_range(page: Page, name: str, value: int) -> None:
    page.locator(f"[data-comfort] [name={name}]").fill(str(value))


def test_settings_hold_after_a_reload_and_can_be_set_back(page: Page) -> None:
    standard = page.evaluate(STYLE)
    open_settings(page)
    set_range(page, "size", 4)
    set_range(page, "spacing", 3)
    page.locator("[name=font][value=hyperlegible]").check()
    page.locator("[name=contrast]").check()
    changed = page.evaluate(STYLE)
    assert changed[0] == "28px"
    assert changed[1] == "72.8px"
    assert changed[2].startswith('"Atkinson Hyperlegible Next"')
    assert page.evaluate(
        "() => document.fonts.ready.then(() => document.fonts.check('28px \"Atkinson Hyperlegible Next\"'))"
    )
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    ready(page).reload()
    ready(page)
    assert page.evaluate(STYLE) == changed
    open_settings(page)
    assert page.locator("[name=size]").input_value() == "4"
    assert page.locator("[name=font][value=hyperlegible]").is_checked()
    page.locator("[data-comfort] [type=reset]").click()
    assert page.evaluate(STYLE) == standard
    page.reload()
    assert page.evaluate(STYLE) == standard


def test_opening_the_settings_leaves_the_text_where_it_is(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.evaluate("window.scrollTo(0, 10)")
    open_settings(page)
    assert page.evaluate("window.scrollY") == 10


def test_settings_hold_from_the_first_drawing(page: Page) -> None:
    open_settings(page)
    set_range(page, "size", 5)
    # No module has run: what is there comes from the script in the head.
    page.route("**/pages/*.js", lambda route: route.abort())
    page.reload()
    assert page.evaluate(STYLE)[0] == "34.4px"


def test_highlighting_works_with_every_setting_and_nothing_is_wider_than_a_phone(
    page: Page, assignment: Assignment
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_settings(page)
    set_range(page, "size", 5)
    set_range(page, "spacing", 3)
    page.locator("[name=font][value=dyslexic]").check()
    page.locator("[name=ruler]").check()
    page.keyboard.press("Escape")
    expect(page.locator("[data-comfort]")).to_be_hidden()
    mark(page, "nine to six", "1")
    saved(page)
    assert assignment.marks() == [("factual-claim", "nine to six")]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_ruler_follows_the_mouse_and_the_keyboard(page: Page) -> None:
    line = page.locator(".ruler i")
    expect(line).to_have_count(0)
    open_settings(page)
    page.locator("[name=ruler]").check()
    page.keyboard.press("Escape")
    expect(line).to_be_attached()
    box = page.locator("#text p").last.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    assert abs(page.evaluate(RULER_MIDDLE) - box["y"] - box["height"] / 2) < 2
    page.locator("[data-cursor]").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#text [data-start]").first.bounding_box()
    assert first
    assert first["y"] - 5 < page.evaluate(RULER_MIDDLE) < first["y"] + first["height"] + 5
    page.reload()
    expect(page.locator(".ruler i")).to_be_attached()


def test_reading_aloud_uses_voices_of_the_device_alone(page: Page) -> None:
    open_settings(page)
    assert page.locator("[name=voice] option").all_inner_texts() == ["Local", "Otra"]
    set_range(page, "rate", 0.7)
    page.locator("[data-act=read]").click()
    expect(page.locator("[data-player]")).to_be_visible()
    expect(page.locator("[data-comfort]")).to_be_hidden()
    assert page.evaluate("spoken") == [["Local", 0.7, "Mayor slams critics 🌉"]]
    page.evaluate("finishSentence()")
    assert page.evaluate(HIGHLIGHTED, "spoken-sentence") == ["The globalist council voted nine to six."]
    page.evaluate("sayWord(14)")
    assert page.evaluate(HIGHLIGHTED, "spoken-word") == ["council"]
    page.evaluate("finishSentence()")
    page.evaluate("sayWord(52)")
    assert page.evaluate(HIGHLIGHTED, "spoken-word") == ["José"]
    page.locator("[data-player] [data-act=pause]").click()
    assert page.evaluate("isSilent()")
    page.locator("[data-player] [data-act=pause]").click()
    assert page.evaluate("spoken.at(-1)[2]") == page.evaluate("spoken.at(-2)[2]")
    page.locator("[data-player] [data-act=back]").click()
    assert page.evaluate("spoken.at(-1)[2]") == "The globalist council voted nine to six."
    page.locator("[data-player] [data-act=stop]").click()
    assert page.evaluate("isSilent()")
    assert page.evaluate(HIGHLIGHTED, "spoken-sentence") == []
    expect(page.locator("[data-player]")).to_be_hidden()


def test_without_a_voice_of_the_device_nothing_is_offered(page: Page) -> None:
    page.evaluate("window.noVoices = true")
    open_settings(page)
    expect(page.locator("[data-comfort] [name=size]")).to_be_visible()
    expect(page.locator("[data-read]")).to_be_hidden()
