"""The report's page on a phone and in colour."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.codebook import read_codebook
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 800}


def test_on_a_phone_nothing_is_cut_off_and_a_line_parts_the_sources(
    visit: Callable[..., Page], world: World
) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher, viewport=PHONE)
    wide = "element => element.scrollWidth - element.clientWidth"
    assert page.locator(".table-wrap").first.evaluate(wide) == 0
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    row = page.locator("section[aria-labelledby=sources-title] tbody tr").first
    expect(row).to_have_css("border-bottom-width", "1px")


def test_the_number_of_a_passage_has_its_tags_colour(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher, color_scheme="light")
    opinion = next(tag for tag in read_codebook("four-tags").tags if tag.slug == "opinion")
    red, green, blue = bytes.fromhex(opinion.colour.removeprefix("#"))
    expect(page.locator("a.number.tag-opinion").first).to_have_css("color", f"rgb({red}, {green}, {blue})")


def test_the_meaning_of_the_tags_is_one_press_away(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher)
    meaning = page.get_by_text("A judgement, a taste, advice")
    expect(meaning).to_be_hidden()
    page.get_by_text("What the tags mean").click()
    expect(meaning).to_be_visible()
