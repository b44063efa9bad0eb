"""Marking with the mouse: select, tag, open, change, undo, delete."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotation_page import click, count, drag, mark, open_tag, ready, saved, tag_button
from tests.browser.conftest import Assignment


@pytest.fixture
def page(visit: Callable[..., Page], assignment: Assignment) -> Page:
    return ready(visit(assignment.path, assignment.user))


def test_a_dragged_passage_is_tagged_by_key_and_by_button(page: Page, assignment: Assignment) -> None:
    mark(page, "voted nine to six", "1")
    drag(page, "Taxes fell by four per cent in 2023")
    tag_button(page, "opinion").click()
    saved(page)
    assert assignment.marks() == [
        ("factual-claim", "voted nine to six"),
        ("opinion", "Taxes fell by four per cent in 2023"),
    ]


def test_a_selection_snaps_to_words(page: Page, assignment: Assignment) -> None:
    drag(page, "lobalist counc")
    page.keyboard.press("4")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist council")]


def test_alt_selects_characters(page: Page, assignment: Assignment) -> None:
    page.keyboard.down("Alt")
    drag(page, "lobalist")
    page.keyboard.up("Alt")
    page.keyboard.press("4")
    saved(page)
    assert assignment.marks() == [("loaded-language", "lobalist")]


def test_offsets_are_code_points_whatever_the_script(page: Page, assignment: Assignment) -> None:
    passages = ["critics 🌉", "the 👩‍👩‍👧 family", "naïvely named", "שלום", "flag 🇪🇸 in"]
    for words in passages:
        mark(page, words, "1")
    saved(page)
    assert assignment.marks() == [("factual-claim", words) for words in passages]


def test_a_passage_over_several_paragraphs_is_one_mark(page: Page, assignment: Assignment) -> None:
    drag(page, "A second line", "Taxes fell")
    page.keyboard.press("2")
    saved(page)
    assert assignment.marks() == [("attributed-allegation", "A second line follows.\n\nTaxes fell")]


def test_marks_nest_and_a_chooser_lists_the_shortest_first(page: Page, assignment: Assignment) -> None:
    mark(page, "The globalist council voted nine to six", "1")
    mark(page, "globalist", "4")
    click(page, "globalist")
    choices = page.locator("[data-chooser]").get_by_role("button")
    expect(choices).to_have_text(
        ["Loaded languageglobalist", "Factual claimThe globalist council voted nine to six"]
    )
    choices.nth(1).click()
    expect(open_tag(page)).to_have_attribute("data-retag", "factual-claim")
    saved(page)
    assert len(assignment.marks()) == 2


def test_the_card_keeps_details_and_a_note_as_they_are_typed(page: Page, assignment: Assignment) -> None:
    mark(page, "“It was a disgrace,”", "2")
    card = page.locator("[data-card]")
    card.locator("[name=detail-source]").fill("the family")
    card.locator("[name=detail-cue]").fill("said")
    card.locator("[name=note]").fill("Which family?")
    saved(page)
    page.reload()
    click(ready(page), "disgrace")
    expect(card.locator("[name=detail-source]")).to_have_value("the family")
    expect(card.locator("[name=detail-cue]")).to_have_value("said")
    expect(card.locator("[name=note]")).to_have_value("Which family?")


def test_undo_and_redo_cover_making_retagging_and_deleting(page: Page, assignment: Assignment) -> None:
    mark(page, "nine to six", "1")
    page.locator("[data-card] [data-retag=opinion]").click()
    page.locator("[data-card] [data-act=delete]").click()
    count(page, 0)
    for expected in (["opinion"], ["factual-claim"], []):
        page.keyboard.press("Control+z")
        count(page, len(expected))
        saved(page)
        assert [tag for tag, _ in assignment.marks()] == expected
    for expected in (["factual-claim"], ["opinion"], []):
        page.keyboard.press("Control+Shift+z")
        count(page, len(expected))
        saved(page)
        assert [tag for tag, _ in assignment.marks()] == expected


def test_marking_the_same_passage_again_opens_the_mark_that_is_there(
    page: Page, assignment: Assignment
) -> None:
    mark(page, "nine to six", "1")
    mark(page, "nine to six", "1")
    count(page, 1)
    saved(page)
    assert len(assignment.marks()) == 1


def test_the_list_filters_by_tag_and_jumps_to_the_passage(page: Page, assignment: Assignment) -> None:
    mark(page, "nine to six", "1")
    mark(page, "Nobody should be surprised by that", "3")
    page.locator("[data-filters] [data-tag=opinion]").click()
    count(page, 1)
    page.locator("[data-filters] [data-tag=opinion]").click()
    page.locator("[data-list]").get_by_text("Nobody should be").click()
    expect(page.locator("[data-card] blockquote")).to_have_text("Nobody should be surprised by that")


def test_the_strip_shows_a_piece_for_each_mark(page: Page) -> None:
    mark(page, "nine to six", "1")
    mark(page, "Taxes fell", "1")
    lane = page.locator("[data-strip] path.tag-factual-claim")
    expect(lane).to_have_attribute("d", re.compile("^(M[^M]*){2}$"))


def test_marks_never_touch_the_dom_of_the_text(page: Page, assignment: Assignment) -> None:
    before = page.locator("#text").inner_html()
    mark(page, "nine to six", "1")
    saved(page)
    assert page.locator("#text").inner_html() == before
