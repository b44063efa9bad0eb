"""Signing out with unsent highlights: they are sent first, and deleted only when the user says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, expect

from annotate.enums import RoundState
from annotate.models import Annotation
from annotate.rounds.actions import transition_round
from tests.browser.annotation_page import count, mark, ready, saved, sign_out, signed_out, stored_offline
from tests.browser.conftest import Assignment
from tests.browser.pages.test_accessibility import violations
from tests.browser.rough_proxy import cable

UNSENT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("claimlight");
  opening.onsuccess = () => {
    const counting = opening.result.transaction("outbox").objectStore("outbox").count();
    counting.onsuccess = () => resolve(counting.result);
  };
})"""


@contextmanager
def unreachable(page: Page) -> Iterator[None]:
    """No annotation reaches the server; everything else does."""
    page.context.route("**/api/v1/rounds/*/annotations/**", lambda route: route.abort())
    yield
    page.context.unroute_all()


def mark_two(page: Page) -> None:
    mark(page, "globalist", "4")
    mark(page, "voted", "3")
    stored_offline(page, 2)


def warning(page: Page) -> Locator:
    return page.locator("dialog[data-unsent='2']")


def expect_signed_out(page: Page) -> None:
    signed_out(page)


def test_what_is_unsent_is_sent_before_signing_out(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    with unreachable(page):
        mark_two(page)
        page.goto("/teams/")
    sign_out(page)
    expect_signed_out(page)
    assert len(assignment.marks()) == 2
    assert page.evaluate(UNSENT) == 0


def test_who_stays_sends_and_can_sign_out_then(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user))
    with unreachable(page):
        mark_two(page)
        page.goto("/teams/")
        sign_out(page)
        warning(page).locator("[data-action=stay]").click()
        expect(warning(page)).to_be_hidden()
        expect(page.locator("[data-log-out] [data-state=kept]")).to_have_attribute("data-waiting", "2")
    expect(page.locator("[data-log-out] [data-state]")).to_have_attribute("data-state", "saved")
    assert len(assignment.marks()) == 2
    sign_out(page)
    expect_signed_out(page)


def test_signing_out_goes_on_by_itself_once_everything_is_sent(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    with unreachable(page):
        mark_two(page)
        page.goto("/teams/")
        sign_out(page)
        expect(warning(page)).to_be_visible()
    signed_out(page)
    assert len(assignment.marks()) == 2


def test_unsent_highlights_are_deleted_on_request_in_all_tabs(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    with unreachable(page):
        mark_two(page)
        other = page.context.new_page()
        other.goto("/teams/")
        sign_out(other)
        warning(other).locator("[data-action=delete]").click()
        expect_signed_out(other)
        page.wait_for_url("**/accounts/login/**")
    assert other.evaluate(UNSENT) == 0
    page.locator("[name=login]").fill(assignment.user.email)
    page.locator("[name=password]").fill("a-long-password")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{assignment.path}")
    saved(ready(page))
    count(page, 0)
    assert not Annotation.objects.exists()


def test_nothing_is_deleted_while_nobody_can_be_signed_out(
    visit: Callable[..., Page], assignment: Assignment, live_server: Any
) -> None:
    with cable(live_server.url) as (address, cut):
        page = ready(visit(assignment.path, assignment.user, base_url=address))
        with unreachable(page):
            mark_two(page)
            page.goto("/teams/")
        cut.set()
        sign_out(page)
        warning(page).locator("[data-action=delete]").click()
        expect(warning(page).locator("[data-error=still-signed-in]")).to_be_visible()
        assert page.evaluate(UNSENT) == 2
        warning(page).locator("[data-action=stay]").click()
        cut.clear()
        expect(page.locator("[data-log-out] [data-state]")).to_have_attribute("data-state", "saved")
    assert len(assignment.marks()) == 2


def test_what_the_server_refuses_is_explained(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user))
    with unreachable(page):
        mark_two(page)
        page.goto("/teams/")
    transition_round(assignment.user, assignment.round, RoundState.CLOSED)
    sign_out(page)
    expect(warning(page).locator("[data-error=refused]")).to_be_visible()


def test_the_warning_on_a_phone(visit: Callable[..., Page], assignment: Assignment) -> None:
    phone = {"viewport": {"width": 360, "height": 640}, "bypass_csp": True}
    page = ready(visit(assignment.path, assignment.user, **phone))
    with unreachable(page):
        mark_two(page)
        page.goto("/teams/")
        sign_out(page)
        expect(warning(page)).to_be_visible()
        assert violations(page) == []
        for button in warning(page).get_by_role("button").all():
            box = button.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            assert box["height"] >= 44
        expect(warning(page).locator("[data-action=stay]")).to_be_focused()
        page.keyboard.press("Escape")
        expect(warning(page)).to_be_hidden()
        expect(page.locator("[data-log-out] button")).to_be_focused()
