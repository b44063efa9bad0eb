"""Marks of others arrive while somebody is at work, and disturb nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.annotations.actions import delete_annotation, put_annotation
from tests.browser.annotation_page import count, drag, ready, saved
from tests.world import World, annotation_input, mark

BOXES = (
    """() => [...document.querySelectorAll("#text [data-start]")].map((e) => e.getBoundingClientRect().top)"""
)


@pytest.fixture
def page(visit: Callable[..., Page], world: World) -> Page:
    """The pupil's page; the world's five marks lie on four passages of one span each and one shared."""
    return ready(visit(f"/rounds/{world.round.pk}/", world.pupil))


def test_a_mark_arrives_is_changed_and_goes(page: Page, world: World) -> None:
    count(page, 5)
    annotation = mark(world.classmate, world.round, "Taxes fell", "opinion")
    count(page, 6)
    put_annotation(
        world.classmate,
        world.round,
        annotation.pk,
        annotation_input(world.round, "Taxes fell", "loaded-language"),
    )
    changed = page.locator("[data-list] .tag-loaded-language").filter(has_text="Taxes fell")
    expect(changed).to_have_count(1)
    delete_annotation(world.classmate, world.round, annotation.pk)
    count(page, 5)


def test_neither_text_nor_focus_nor_a_selection_in_the_making_moves(page: Page, world: World) -> None:
    before = page.evaluate(BOXES)
    drag(page, "Taxes fell by four")
    top = page.evaluate("scrollY")
    mark(world.classmate, world.round, "🌉 Mayor", "opinion")
    count(page, 6)
    assert page.evaluate("getSelection().toString()") == "Taxes fell by four"
    expect(page.locator("[data-tag-bar]")).to_be_visible()
    assert page.evaluate("scrollY") == top
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(BOXES) == before
    page.keyboard.press("1")
    saved(page)
    assert (
        world.round.layers.get(annotator=world.pupil).annotations.filter(quote="Taxes fell by four").exists()
    )


def test_what_is_being_typed_stays_under_the_fingers(page: Page, world: World) -> None:
    page.locator("[data-list]").get_by_text("globalist", exact=True).click()
    note = page.locator("[data-card] [name=note]")
    note.focus()
    page.keyboard.type("Who says ")
    mark(world.classmate, world.round, "globalist", "loaded-language")
    mark(world.classmate, world.round, "Taxes fell", "opinion")
    count(page, 6)
    page.keyboard.type("so?")
    expect(note).to_have_value("Who says so?")
    expect(note).to_be_focused()


def test_the_list_keeps_its_place(page: Page, world: World) -> None:
    body = world.text.body
    for start in range(0, 200, 5):
        if body[start : start + 4].strip() == body[start : start + 4]:
            mark(world.classmate, world.round, body[start : start + 4], "opinion")
    page.reload()
    ready(page)
    row = page.locator("[data-list] li", has_text="a café").first
    row.scroll_into_view_if_needed()
    before = row.bounding_box()
    mark(world.classmate, world.round, "Mayor slams", "factual-claim")
    expect(page.locator("[data-list] .tag-factual-claim", has_text="Mayor slams")).to_be_visible()
    assert abs(row.bounding_box()["y"] - before["y"]) < 2


def test_a_hidden_page_catches_up_when_it_is_seen(page: Page, world: World) -> None:
    page.evaluate(
        "() => { Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    mark(world.classmate, world.round, "Taxes fell", "opinion")
    page.evaluate(
        "() => { delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange')); }"
    )
    count(page, 6)
