"""The marking page reads like a newspaper, and its marks are told apart without colour."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BODY, Desk
from tests.browser.surface import mark, ready, saved

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


@pytest.mark.parametrize("width", [1920, 1440, 820])
def test_a_line_holds_60_to_75_letters(
    visit: Callable[..., Page], make_desk: Callable[..., Desk], width: int
) -> None:
    desk = make_desk(LONG)
    page = ready(visit(desk.path, desk.user, viewport={"width": width, "height": 900}))
    lines = page.evaluate(LINES)
    assert 60 <= sum(lines) / len(lines) <= 75


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"contrast": "more"}], ids=str)
def test_each_tag_has_its_line_where_colours_are_the_systems_own(
    visit: Callable[..., Page], desk: Desk, options: dict[str, str]
) -> None:
    page = ready(visit(desk.path, desk.user, **options))
    for number, words in enumerate(("Mayor slams", "nine to six", "Taxes fell", "surprised"), 1):
        mark(page, words, str(number))
    saved(page)
    page.keyboard.press("Escape")
    lines = page.evaluate(
        "() => ['factual-claim', 'attributed-allegation', 'opinion', 'loaded-language'].map((slug) =>"
        " getComputedStyle(document.querySelector('#text p'), `::highlight(${slug})`).textDecorationStyle)"
    )
    assert lines == ["solid", "dashed", "dotted", "wavy"]
