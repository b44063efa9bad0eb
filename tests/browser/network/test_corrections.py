"""The text is corrected while people are at work: their pages follow, and nothing unsent is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Annotation
from annotate.revisions.actions import correct_text
from articles.editing.text_edit import TextEdit
from tests.browser.annotation_page import cached, click, drag, mark, ready, saved, stored_offline, wait_for
from tests.browser.rough_proxy import cable
from tests.world import World

LINE = "A second line follows."


@pytest.fixture
def lines(world: World) -> World:
    """Nothing is highlighted but what a test highlights."""
    Annotation.objects.filter(layer__round=world.round).delete()
    return world


def correct(world: World, *pairs: tuple[str, str]) -> None:
    """Replace words in the newest text."""
    text = world.article.texts.latest("revision")
    starts = [(text.body.index(words), words, new) for words, new in pairs]
    edits = [TextEdit(start, start + len(words), new) for start, words, new in sorted(starts)]
    correct_text(world.teacher, world.article, text.revision, edits, [])


def revision(page: Page, number: int) -> Page:
    """Wait until the page shows a revision of the text."""
    wait_for(
        page,
        """number => document.documentElement.dataset.ready
            && JSON.parse(document.getElementById("data").textContent).revision === number""",
        arg=number,
    )
    return page


def highlights(world: World, who: str) -> list[str]:
    """Return the quotes of somebody's highlights on the server, where they are in the newest text."""
    body = world.article.texts.latest("revision").body
    rows = Annotation.objects.filter(layer__annotator=getattr(world, who), layer__round=world.round)
    rows = rows.filter(deleted=False).order_by("start")
    assert [row.quote for row in rows] == [body[row.start : row.end] for row in rows]
    return [row.quote for row in rows]


def test_two_open_pages_follow_one_with_unsent_work(
    visit: Callable[..., Page], lines: World, live_server: Any
) -> None:
    path = f"/rounds/{lines.round.pk}/"
    other = ready(visit(path, lines.classmate))
    mark(other, "Taxes fell", "3")
    saved(other)
    other.evaluate("scrollTo(0, 40)")
    with cable(live_server.url) as (address, cut):
        page = ready(visit(path, lines.pupil, base_url=address))
        cached(page)
        mark(page, "globalist", "4")
        saved(page)
        cut.set()
        mark(page, "Nobody should be surprised", "3")
        page.locator("[data-card] [name=note]").fill("half a no")
        mark(page, LINE, "1")
        stored_offline(page, 2)
        correct(lines, ("Mayor", "Lord Mayor"), ("globalist ", ""), (LINE, ""))
        expect(revision(other, 2).locator("[data-corrected]")).to_be_visible()
        expect(other.locator("[data-list] li")).to_have_count(1)
        # Without a network the page opens as it was, with what is unsent.
        page.reload()
        stored_offline(ready(page), 2)
        cut.clear()
        revision(page, 2)
        saved(page, within=60_000)
    expect(page.locator("[data-unplaced] q")).to_have_text(["globalist", LINE])
    assert highlights(lines, "pupil") == ["Nobody should be surprised"]
    assert Annotation.objects.get(quote="Nobody should be surprised").note == "half a no"
    assert highlights(lines, "classmate") == ["Taxes fell"]


def test_nothing_is_shown_anew_under_the_fingers_of_somebody_who_types(
    visit: Callable[..., Page], lines: World
) -> None:
    page = ready(visit(f"/rounds/{lines.round.pk}/", lines.pupil))
    mark(page, "Taxes fell", "3")
    note = page.locator("[data-card] [name=note]")
    note.focus()
    page.keyboard.type("Who says ")
    correct(lines, ("Mayor", "Lord Mayor"))
    now = page.locator("[data-corrected] [data-now]")
    expect(now).to_be_visible()
    page.keyboard.type("so?")
    expect(note).to_have_value("Who says so?")
    now.click()
    expect(revision(page, 2).locator("[data-card] [name=note]")).to_have_value("Who says so?")
    saved(page)
    assert Annotation.objects.get(quote="Taxes fell").note == "Who says so?"


def test_a_highlight_without_a_place_gets_a_new_one_or_is_discarded(
    visit: Callable[..., Page], lines: World
) -> None:
    page = ready(visit(f"/rounds/{lines.round.pk}/", lines.pupil))
    mark(page, "globalist", "4")
    mark(page, LINE, "1")
    saved(page)
    correct(lines, ("globalist ", ""), (LINE, ""))
    rows = revision(page, 2).locator("[data-lost]")
    rows.filter(has_text=LINE).locator("[data-action=discard]").click()
    saved(page)
    rows.locator("[data-action=undo]").click()
    saved(page)
    page.reload()
    expect(ready(page).locator("[data-unplaced] q")).to_have_count(2)
    rows.filter(has_text="globalist").locator("[data-action=place]").click()
    drag(page, "council")
    page.locator(".place-here").click()
    saved(page)
    expect(page.locator("[data-unplaced] q")).to_have_count(1)
    assert highlights(lines, "pupil") == ["council"]
    page.locator("[data-undo]").click()
    saved(page)
    expect(page.locator("[data-unplaced] q")).to_have_count(2)
    assert highlights(lines, "pupil") == []
    # On a small screen the list makes room for the text, and what to do next stays in sight.
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-show-marks]").filter(has_text="2").click()
    rows.filter(has_text="globalist").locator("[data-action=place]").click()
    expect(page.locator("[data-show-marks]")).to_have_attribute("aria-expanded", "false")
    expect(rows.filter(has_text="globalist").locator(".actions p")).to_be_visible()
    expect(rows.filter(has_text=LINE)).to_be_hidden()
    rows.locator("[data-action=place][aria-pressed=true]").click()
    expect(page.locator("[data-unplaced]")).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    # With the keyboard alone.
    rows.filter(has_text="globalist").locator("[data-action=place]").press("Enter")
    click(page, "council voted")
    page.locator("[data-cursor]").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    saved(page)
    assert highlights(lines, "pupil") == ["council voted"]
