"""A text that is annotated is corrected on its page, and that is undone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from articles.access import current_text
from tests.browser.conftest import Assignment
from tests.browser.editing.text_page import changes, drag_over, press, ready


def test_a_correction_is_made_looked_at_applied_and_undone(
    assignment: Assignment, visit: Callable[..., Page]
) -> None:
    article = assignment.round.text.article
    page = visit(f"/articles/{article.pk}/", assignment.user)
    page.locator("[data-action=correct]").click()
    ready(page)
    drag_over(page, "globalist")
    press(page, "cross-out")
    changes(page, 1)
    drag_over(page, "Taxes")
    press(page, "heading")
    changes(page, 2)
    page.reload()
    changes(page, 2)
    page.locator("[data-action=preview]").click()
    expect(page.locator(".passages li")).to_have_count(2)
    expect(page.locator(".passages del")).to_contain_text("globalist")
    page.locator("[data-action=apply]").click()
    expect(page.locator("[data-notice=corrected]")).to_be_visible()
    assert current_text(article).body == assignment.body.replace("globalist ", "")
    page.locator("[data-action=undo]").click()
    expect(page.locator("[data-notice=undone]")).to_be_visible()
    assert current_text(article).body == assignment.body
