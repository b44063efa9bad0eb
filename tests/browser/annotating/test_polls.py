"""A vote that is opened while somebody types stands beside it, and takes nothing away from them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from annotate.discussion.polls import open_poll
from annotate.models import Vote
from tests.browser.annotation_page import mark, ready
from tests.browser.conftest import Assignment


def test_a_vote_disturbs_nobody_who_types(assignment: Assignment, visit: Callable[..., Page]) -> None:
    page = ready(visit(assignment.path, assignment.user))
    mark(page, "globalist", "4")
    note = page.locator("[data-card] [name=note]")
    note.focus()
    page.keyboard.type("I think ")
    open_poll(assignment.user, assignment.round, 0, 5)
    expect(page.locator("[data-poll]")).to_be_visible()
    page.keyboard.type("that this pushes")
    expect(note).to_have_value("I think that this pushes")
    expect(note).to_be_focused()
    expect(page.locator("[data-say]")).to_contain_text("Mayor")
    # It can be answered with the keyboard alone, and put away.
    page.locator("[data-poll] [data-tag='']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-poll] [data-tag='']")).to_have_attribute("aria-pressed", "true")
    assert Vote.objects.get().tag is None
