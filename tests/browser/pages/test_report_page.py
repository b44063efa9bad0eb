"""The report's page: on a phone, in colour, its toggles, its links, and writing into it in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.codebook import read_codebook
from tests.browser.annotation_page import wait_for
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
    meaning = page.locator("details.legend .tag-opinion dd")
    expect(meaning).to_be_hidden()
    page.locator("details.legend summary").click()
    expect(meaning).to_be_visible()


def test_a_link_leads_to_the_same_view(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher)
    opinion = page.locator(".annotated mark.tag-opinion").first
    expect(opinion).to_have_css("text-decoration-line", "underline")
    page.locator("#show-opinion").uncheck()
    expect(opinion).to_have_css("text-decoration-line", "none")
    wait_for(page, "location.search === '?hide=opinion'")
    page.locator("[name=threshold]").select_option("all")
    page.wait_for_url("**/report/?threshold=all&hide=opinion")
    address = page.url
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator("#show-opinion")).not_to_be_checked()
    expect(again.locator("[name=threshold]")).to_have_value("all")


def test_only_some_readers(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher)
    page.locator("details.menu summary").click()
    page.get_by_label(world.pupil.name, exact=True).check()
    page.locator("details.menu summary").click()
    page.wait_for_url(f"**/report/?*reader={world.pupil.pk}")
    expect(page.locator(".made dd").first).to_contain_text(world.pupil.name)
    expect(page.locator(".made dd").first).not_to_contain_text(world.classmate.name)


def test_a_finding_is_written_in_place_and_sources_are_merged(
    visit: Callable[..., Page], world: World
) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher)
    claims = page.locator("section[aria-labelledby=claims-title]")
    claims.locator("details.finding summary").first.click()
    claims.locator("[name=status]").first.select_option("supported")
    claims.locator("[name=note]").first.fill("Read the minutes.")
    claims.locator("details.finding button.primary").first.click()
    expect(page.locator("[data-notice=finding-saved]")).to_be_visible()
    expect(page.locator("section[aria-labelledby=claims-title] tbody tr").first).to_contain_text(
        "Read the minutes."
    )


def test_without_scripts_the_button_shows_what_is_chosen(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher, java_script_enabled=False)
    page.locator("[name=threshold]").select_option("all")
    page.locator("form[data-options] > button").click()
    page.wait_for_url("**/report/?threshold=all*")
    expect(page.locator("[name=threshold]")).to_have_value("all")
