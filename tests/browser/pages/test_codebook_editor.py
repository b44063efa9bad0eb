"""The codebook editor in a browser: what is chosen is seen at once, and everything works without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.codebooks.actions import install_codebook
from annotate.models import Codebook
from annotate.rounds.actions import create_round
from tests.browser.annotation_page import drag, mark, ready, saved
from tests.browser.pages.test_accessibility import violations
from tests.browser.pages.test_languages import STICKING_OUT
from tests.world import World


def test_a_preview_shows_what_is_chosen(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/codebooks/{world.codebook.pk}/edit/", world.teacher)
    card = page.locator("[data-tag-card]").first
    light = card.locator("[data-paper=light]")
    dark = card.locator("[data-paper=dark]")
    expect(light.locator("path.solid")).to_have_css("display", "inline")
    card.locator("[data-look=line]").select_option("wavy")
    card.locator("[data-look=colour]").fill("#02553f")
    card.locator("[data-name]").fill("Claim")
    for preview in (light, dark):
        expect(preview.locator("path.wavy")).to_have_css("display", "inline")
        expect(preview.locator("path.solid")).to_have_css("display", "none")
    expect(light.locator("g")).to_have_attribute("stroke", "#02553f")
    expect(dark.locator("rect").last).to_have_attribute("fill", "#02553f")
    expect(dark.locator("g")).to_have_attribute("stroke", "#9ad6ef")
    expect(card.get_by_role("heading")).to_have_text("Claim")


def test_a_colour_that_can_hardly_be_seen_is_warned_of_as_soon_as_it_is_chosen(
    visit: Callable[..., Page], world: World
) -> None:
    page = visit(f"/codebooks/{world.codebook.pk}/edit/", world.teacher)
    card = page.locator("[data-tag-card]").first
    warning = card.locator("[data-better]")
    expect(warning).to_be_hidden()
    colour = card.locator("[data-look=colour]")
    colour.fill("#ffcc00")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("#796100")
    colour.fill("#796100")
    expect(warning).to_be_hidden()


def act(page: Page, button: str) -> None:
    """Press a button of the editor that changes the cards, and wait for the page with them."""
    with page.expect_navigation():
        page.locator(f"[name=act][value^={button}]").last.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_codebook_is_edited_from_end_to_end(
    visit: Callable[..., Page], world: World, scripts: bool
) -> None:
    page = visit(f"/codebooks/{world.round.codebook_id}/", world.teacher, java_script_enabled=scripts)
    page.locator("form.copy button").click()
    page.locator("[name=title]").fill("Our tags")
    act(page, "up-2")
    act(page, "archive-")
    act(page, "add")
    card = page.locator("[data-tag-card]").last
    card.locator("[data-name]").fill("Sarcasm")
    card.locator("[name$=meaning]").fill("The opposite of what is said.")
    card.locator("[data-look=colour]").fill("#ffcc00")
    act(page, "detail-")
    card = page.locator("[data-tag-card]").last
    card.locator("[name$=label]").fill("How sure?")
    expect(card).to_contain_text("#796100")
    act(page, "colours-")
    page.locator("[name=act][value=save]").last.click()
    expect(page.locator("[data-notice=saved]")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our tags")
    codebook = Codebook.objects.get(title="Our tags").pure
    assert [tag.slug for tag in codebook.live] == [
        "factual-claim",
        "opinion",
        "attributed-allegation",
        "sarcasm",
    ]
    assert codebook.live[-1].colour == "#796100"
    assert [detail.label for detail in codebook.live[-1].details] == ["How sure?"]


def test_the_return_key_in_a_field_saves(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/codebooks/{world.codebook.pk}/edit/", world.teacher)
    page.locator("[name=title]").fill("Our tags")
    page.keyboard.press("Enter")
    expect(page.locator("[data-notice=saved]")).to_be_visible()


def test_eight_tags_are_marked_with_their_keys_and_an_archived_one_is_not(
    visit: Callable[..., Page], world: World
) -> None:
    codebook = install_codebook("propaganda-techniques")
    round_ = create_round(world.teacher, world.text, codebook=codebook)
    page = ready(visit(f"/rounds/{round_.pk}/", world.pupil))
    mark(page, "globalist", "1")
    mark(page, "Taxes fell", "8")
    saved(page)
    codebook.tags.filter(slug="doubt").update(archived=True)
    ready(page.goto(page.url) and page)
    expect(page.locator("[data-list] .tag-doubt")).to_be_visible()
    expect(page.locator("[data-tag-bar] button")).to_have_count(7)
    drag(page, "surprised")
    page.keyboard.press("8")
    expect(page.locator("[data-tag-bar]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-list] li")).to_have_count(2)
    page.locator("[data-list]").get_by_text("Taxes fell").click()
    expect(page.locator("[data-retag]")).to_have_count(8)
    page.locator("[data-list]").get_by_text("globalist").click()
    expect(page.locator("[data-retag]")).to_have_count(7)


PATHS = ["/codebooks/", "/codebooks/import/", "/codebooks/{}/", "/codebooks/{}/edit/"]


def test_no_violation_and_everything_fits_a_phone(visit: Callable[..., Page], world: World) -> None:
    page = visit("/", world.teacher, bypass_csp=True)
    for path in PATHS:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(path.format(world.codebook.pk))
        assert violations(page) == [], path
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate(STICKING_OUT) == [], path
