"""“saved / saving / kept on this device” is always true: cut the network, and nothing is lost."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from annotate.models import Annotation, Change
from tests.browser.annotation_page import (
    all_cached,
    cached,
    count,
    mark,
    ready,
    saved,
    sign_out,
    signed_out,
    stored_offline,
)
from tests.browser.conftest import Assignment, session_cookie
from tests.browser.rough_proxy import cable

TEN = [
    "Mayor", "slams", "globalist", "voted", "disgrace", "family", "serves", "second", "Taxes", "surprised",
]  # fmt: skip


def test_ten_marks_made_without_a_network_survive_a_reload_and_arrive_once(
    visit: Callable[..., Page], assignment: Assignment, live_server: Any
) -> None:
    with cable(live_server.url) as (address, cut):
        page = ready(visit(assignment.path, assignment.user, base_url=address))
        cached(page)
        cut.set()
        for number, word in enumerate(TEN, 1):
            mark(page, word, "1")
            stored_offline(page, number)
        page.reload()
        count(ready(page), 10)
        stored_offline(page, 10)
        assert assignment.marks() == []
        cut.clear()
        saved(page, within=60_000)
        assert [quote for _, quote in assignment.marks()] == TEN
        assert Annotation.objects.count() == Change.objects.count() == 10


def test_an_answer_that_is_lost_does_not_double_a_mark(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    lost = []

    def lose(route: object) -> None:
        route.fetch()
        lost.append(1)
        route.abort() if len(lost) == 1 else route.continue_()

    page.route("**/annotations/**", lose)
    mark(page, "globalist", "4")
    saved(page)
    assert len(lost) > 1
    assert assignment.marks() == [("loaded-language", "globalist")]


def test_a_change_made_while_an_answer_was_lost_wins_without_a_conflict(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    lost = []

    def lose(route: object) -> None:
        if lost:
            return route.continue_()
        lost.append(1)
        route.fetch()
        return route.abort()

    page.route("**/annotations/**", lose)
    mark(page, "globalist", "4")
    stored_offline(page, 1)
    page.locator("[data-card] [name=detail-target]").fill("the council")
    saved(page)
    row = Annotation.objects.get()
    assert row.details == {"target": "the council"}


def test_a_mark_made_and_deleted_without_a_network_leaves_nothing(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    page.context.set_offline(True)
    mark(page, "globalist", "4")
    page.keyboard.press("Delete")
    count(page, 0)
    page.context.set_offline(False)
    saved(page)
    assert assignment.marks() == []


def test_an_expired_sign_in_keeps_the_marks_and_says_what_to_do(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    session = page.context.cookies()
    page.context.clear_cookies()
    mark(page, "globalist", "4")
    expect(page.locator("[data-alert=signed-out]")).to_be_visible()
    stored_offline(page, 1)
    page.context.add_cookies(session)
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist")]


def test_a_conflict_shows_both_versions_and_the_person_chooses(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    first = ready(visit(assignment.path, assignment.user))
    mark(first, "globalist", "4")
    saved(first)
    second = ready(visit(assignment.path, assignment.user))
    # Otherwise a slow machine has told it of the first one's words before its own are written.
    second.route("**/changes/**", lambda route: route.abort())
    for page, text in ((first, "the mayor"), (second, "the council")):
        page.locator("[data-list] button").first.click()
        page.locator("[data-card] [name=detail-target]").fill(text)
        if page is first:
            saved(first)
    dialog = second.locator("[data-conflict]")
    expect(dialog.locator("[data-mine]")).to_contain_text("the council")
    expect(dialog.locator("[data-theirs]")).to_contain_text("the mayor")
    dialog.locator("[value=mine]").click()
    saved(second)
    assert Annotation.objects.get().details == {"target": "the council"}


def test_a_refused_mark_stays_on_the_device(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user))
    page.route("**/annotations/**", lambda route: route.fulfill(status=403, json={"detail": "Not now."}))
    mark(page, "globalist", "4")
    expect(page.locator("[data-alert]")).to_contain_text("Not now.")
    page.unroute("**/annotations/**")
    page.reload()
    saved(ready(page))
    assert assignment.marks() == [("loaded-language", "globalist")]


def test_signing_out_leaves_no_page_on_a_shared_computer(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    cached(page)
    page.goto("/articles/")
    sign_out(page)
    signed_out(page)
    assert page.evaluate("async (path) => Boolean(await caches.match(path))", assignment.path) is False


def test_an_undo_while_a_mark_that_never_arrived_is_being_deleted(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    """The server has nothing to delete: that is no refusal of the mark that is back."""
    page = ready(visit(assignment.path, assignment.user))
    held: list[Route] = []

    def rough(route: Route) -> None:
        if route.request.method == "DELETE":
            held.append(route)
        elif held:
            route.continue_()
        else:
            route.abort()

    page.route("**/annotations/**", rough)
    mark(page, "globalist", "4")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "kept")
    with page.expect_request(lambda request: request.method == "DELETE"):
        page.keyboard.press("Delete")
    page.locator("[data-undo]").click()
    held[0].continue_()
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist")]


def test_what_is_loaded_while_the_worker_does_not_answer_yet_opens_without_a_network(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    cached(page)
    # Loaded with the Shift key held, a page stays without the worker, as one is that was opened before there was any.
    with page.expect_navigation():
        page.context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})
    assert ready(page).evaluate("navigator.serviceWorker.controller") is None
    page.locator("[data-reading-settings]").click()
    expect(page.locator("[data-comfort]")).to_be_visible()
    all_cached(page)
    page.context.set_offline(True)
    page.reload()
    ready(page).locator("[data-reading-settings]").click()
    expect(page.locator("[data-comfort]")).to_be_visible()


def test_pages_open_where_the_disk_is_full(
    visit: Callable[..., Page], assignment: Assignment, live_server: Any
) -> None:
    """Nothing can be cached then; whoever was signed in before is forgotten all the same."""
    page = ready(visit(assignment.path, assignment.user))
    cached(page)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": live_server.url, "quotaSize": 1})
    page.context.clear_cookies()
    page.goto("/guide/")
    assert page.evaluate("async (path) => Boolean(await caches.match(path))", assignment.path) is False
    page.context.add_cookies([session_cookie(assignment.user, live_server.url)])
    for path in ("/teams/", assignment.path, "/teams/", assignment.path):
        page.goto(path)
    ready(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": live_server.url})
    page.goto(assignment.path)
    cached(ready(page))
