"""What the card offers for details: words found around the highlight, sources used before, words of the text."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from annotate.models import Annotation
from annotate.rounds.actions import settings_of, update_round
from tests.browser.annotating.test_touch import PHONE, tap
from tests.browser.annotation_page import click, count, mark, place, ready, saved, tap_tag
from tests.browser.conftest import Assignment

BODY = (
    "Ferry stays at the quay 🌉\n\n"
    "“Nobody checked the gate,” said Mirel Oddvar, a deckhand. The harbour office calls that reckless.\n\n"
    "According to the harbour office, repairs cost 90,000 crowns. A second gate is open all day."
)
SOURCE, CUE, NEUTRAL = (f"[data-card] [name=detail-{slug}]" for slug in ("source", "cue", "neutral"))
PICK = "[data-card] .pick"


@pytest.fixture
def assignment(make_assignment: Callable[..., Assignment]) -> Assignment:
    """A reader alone with a text in English."""
    assignment = make_assignment(BODY)
    article = assignment.round.text.article
    article.language = "en"
    article.save(update_fields=["language"])
    return assignment


@pytest.fixture
def page(visit: Callable[..., Page], assignment: Assignment) -> Page:
    """The page of the reader alone."""
    return ready(visit(assignment.path, assignment.user))


def chip(page: Page, text: str) -> Locator:
    return page.locator("[data-card] .chips").get_by_role("button", name=text, exact=True)


def details() -> dict[str, Any]:
    """Return the details of the newest annotation."""
    return Annotation.objects.filter(deleted=False).latest("created_at").details


def test_source_and_cue_around_the_passage_are_one_press_away(page: Page) -> None:
    mark(page, "“Nobody checked the gate,”", "2")
    chip(page, "Mirel Oddvar, a deckhand").click()
    expect(page.locator(SOURCE)).to_have_value("Mirel Oddvar, a deckhand")
    expect(page.locator(SOURCE)).to_be_focused()
    expect(chip(page, "Mirel Oddvar, a deckhand")).to_have_count(0)
    chip(page, "said").click()
    saved(page)
    assert details() == {"source": "Mirel Oddvar, a deckhand", "cue": "said"}


def test_a_loaded_word_offers_neutral_wordings(page: Page) -> None:
    mark(page, "reckless", "4")
    offered = page.locator("[data-card] .chips button").first
    expect(offered).to_be_visible()
    wording = offered.inner_text()
    offered.click()
    saved(page)
    assert details() == {"neutral": wording}


def test_sources_used_before_are_offered(page: Page) -> None:
    mark(page, "“Nobody checked the gate,”", "2")
    page.locator(SOURCE).fill("the deckhands’ union")
    saved(page)
    page.keyboard.press("Escape")
    mark(page, "A second gate is open all day", "2")
    chip(page, "the deckhands’ union").click()
    saved(page)
    assert details() == {"source": "the deckhands’ union"}


def test_chips_do_not_move_the_note_that_is_being_typed(page: Page) -> None:
    held: list[Route] = []
    page.route("**/suggestions/", lambda route: held.append(route))  # noqa: PLW0108 (as in test_weight.py)
    with page.expect_request("**/suggestions/"):
        mark(page, "“Nobody checked the gate,”", "2")
    note, chips = page.locator("[data-card] [name=note]"), page.locator("[data-card] .chips")
    note.press_sequentially("Who ")
    top = note.bounding_box()["y"]
    with page.expect_response("**/suggestions/"):
        held[0].continue_()
    note.press_sequentially("says so?")
    assert (note.input_value(), note.bounding_box()["y"]) == ("Who says so?", top)
    expect(chips).to_have_count(0)
    note.blur()
    expect(chips).to_have_count(2)


def test_without_suggestions_the_card_offers_nothing(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    update_round(
        assignment.user, assignment.round, replace(settings_of(assignment.round), detail_suggestions=False)
    )
    page = ready(visit(assignment.path, assignment.user))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    mark(page, "“Nobody checked the gate,”", "2")
    saved(page)
    expect(page.locator(SOURCE)).to_be_visible()
    expect(page.locator(PICK)).to_have_count(0)
    assert [url for url in requests if "suggestions" in url or "detail" in url] == []


def test_the_source_is_picked_with_the_mouse(page: Page) -> None:
    mark(page, "A second gate is open all day", "2")
    page.locator(PICK).click()
    expect(page.locator("[data-card]")).to_be_hidden()
    page.keyboard.press("3")
    click(page, "Mirel")
    left, top, *_ = place(page, "Mirel Oddvar")
    *_, right, bottom = place(page, "a deckhand")
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=4)
    page.mouse.up()
    expect(page.locator(SOURCE)).to_have_value("Mirel Oddvar, a deckhand")
    expect(page.locator("[data-detail-tools]")).to_be_hidden()
    count(page, 1)
    saved(page)
    assert details() == {"source": "Mirel Oddvar, a deckhand"}
    page.keyboard.press("Escape")
    mark(page, "90,000 crowns", "1")
    count(page, 2)


def test_the_source_is_picked_with_the_keyboard(page: Page) -> None:
    page.locator("[data-cursor]").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "2"):
        page.keyboard.press(key)
    page.locator(PICK).press("Enter")
    expect(page.locator("[data-say]")).to_contain_text("Select the words in the text.")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("[data-detail-tools] q")).to_have_text("harbour office")
    page.keyboard.press("Enter")
    expect(page.locator(SOURCE)).to_have_value("harbour office")
    expect(page.locator(SOURCE)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator(SOURCE)).to_have_value("")


def test_escape_leaves_the_source_as_it_is(page: Page) -> None:
    mark(page, "A second gate is open all day", "2")
    page.locator(SOURCE).fill("the guide")
    page.locator(PICK).click()
    page.locator("[data-cursor]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator(SOURCE)).to_have_value("the guide")
    page.keyboard.press("Escape")
    expect(page.locator("[data-card]")).to_be_hidden()
    saved(page)
    assert details() == {"source": "the guide"}


def test_the_source_is_picked_with_a_finger(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    tap(page, "crowns")
    tap_tag(page, "attributed-allegation")
    tap(page, "crowns")
    page.locator("[data-tag-bar] .overlapping .tag-attributed-allegation").tap()
    page.locator(PICK).tap()
    expect(page.locator("[data-card]")).to_be_hidden()
    tap(page, "Oddvar")
    expect(page.locator("[data-tag-bar]")).to_be_hidden()
    page.locator("[data-detail-tools] [data-act=take]").tap()
    expect(page.locator(SOURCE)).to_have_value("Oddvar")
    saved(page)
    assert details() == {"source": "Oddvar"}
