"""Closed tabs, killed browsers, two tabs of one person, and somebody else's sign-in in between."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, expect

from annotate.models import Annotation
from scripts.browsers import find_chromium
from tests.browser.annotation_page import count, mark, ready, saved, stored_offline
from tests.browser.conftest import FLAGS, Assignment, session_cookie
from tests.world import World


def second_tab(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    return ready(other)


def note_of(page: Page) -> Any:
    return page.locator("[data-card] [name=note]")


def test_what_one_tab_does_the_other_shows_at_once_even_without_a_network(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    first = ready(visit(assignment.path, assignment.user))
    second = second_tab(first)
    first.context.set_offline(True)
    mark(first, "globalist", "4")
    count(second, 1)
    second.locator("[data-list] button").first.click()
    first.bring_to_front()
    note_of(first).fill("Says who?")
    expect(second.locator("[data-list]")).to_contain_text("Says who?")
    first.keyboard.press("Escape")
    first.context.set_offline(False)
    saved(first)
    saved(second)
    assert Annotation.objects.get().note == "Says who?"
    second.bring_to_front()
    second.keyboard.press("Escape")
    second.keyboard.press("n")
    second.keyboard.press("Delete")
    count(first, 0)


def test_a_tab_that_is_closed_in_the_middle_of_a_word_loses_no_letter(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    mark(page, "globalist", "4")
    saved(page)
    page.context.set_offline(True)
    note_of(page).focus()
    page.keyboard.type("Who says so, and wh", delay=30)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(assignment.path)
    saved(ready(page))
    assert Annotation.objects.get().note == "Who says so, and wh"


def test_a_browser_that_is_killed_loses_no_letter(
    chromium: Browser, assignment: Assignment, live_server: Any, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    cookie = session_cookie(assignment.user, live_server.url) | {"expires": 4_000_000_000}
    options = {"executable_path": find_chromium(), "args": FLAGS, "base_url": live_server.url}
    launch = chromium.browser_type.launch_persistent_context

    def open_page(browser: Any) -> Page:
        page = browser.pages[0]
        page.goto(assignment.path)
        return ready(page)

    browser = launch(profile, **options)
    browser.add_cookies([cookie])
    page = open_page(browser)
    mark(page, "globalist", "4")
    saved(page)
    browser.set_offline(True)
    note_of(page).focus()
    page.keyboard.type("Who says so, and wh")
    stored_offline(page, 1)
    subprocess.run(["pkill", "-KILL", "-f", str(profile)], check=True)
    browser = launch(profile, **options)
    browser.add_cookies([cookie])
    saved(open_page(browser))
    browser.close()
    assert Annotation.objects.get().note == "Who says so, and wh"


BUSY_DISK = """() => new Promise((started) => {
  const opening = indexedDB.open("claimlight");
  opening.onsuccess = () => {
    const store = opening.result.transaction("outbox", "readwrite").objectStore("outbox");
    let held = true;
    const hold = () => { if (held) store.count().onsuccess = () => { started(); hold(); }; };
    window.letGo = () => { held = false; };
    hold();
  };
})"""


def test_what_is_not_on_the_disk_yet_is_not_said_to_be_kept(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    mark(page, "globalist", "4")
    saved(page)
    page.context.set_offline(True)
    note_of(page).focus()
    page.keyboard.type("W")
    state = page.locator("[data-saved]")
    stored_offline(page, 1)
    page.evaluate(BUSY_DISK)
    page.keyboard.type("ho")
    expect(state).to_have_attribute("data-state", "saving")
    page.evaluate("letGo()")
    stored_offline(page, 1)


def test_marks_are_never_sent_in_somebody_elses_name(
    visit: Callable[..., Page], world: World, live_server: Any
) -> None:
    """Pupils share computers: the next one signs in while this page is open."""
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    page.context.add_cookies([session_cookie(world.classmate, live_server.url)])
    mark(page, "Taxes fell", "3")
    expect(page.locator("[data-alert=signed-out]")).to_be_visible()
    stored_offline(page, 1)
    assert not Annotation.objects.filter(quote="Taxes fell").exists()
    page.context.add_cookies([session_cookie(world.pupil, live_server.url)])
    saved(page)
    assert Annotation.objects.get(quote="Taxes fell").layer.annotator == world.pupil


def test_what_is_typed_while_the_sign_in_expires_is_saved_after_the_next_one(
    visit: Callable[..., Page], assignment: Assignment, live_server: Any
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    mark(page, "globalist", "4")
    saved(page)
    page.context.clear_cookies()
    note_of(page).focus()
    page.keyboard.type("Who says so?")
    expect(page.locator("[data-alert=signed-out]")).to_be_visible()
    page.context.add_cookies([session_cookie(assignment.user, live_server.url)])
    other = page.context.new_page()
    other.goto("/articles/")
    page.bring_to_front()
    saved(page)
    assert Annotation.objects.get().note == "Who says so?"


def test_a_tab_goes_on_sending_when_another_was_faster(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    page.context.set_offline(True)
    mark(page, "globalist", "4")
    mark(page, "voted", "3")
    stored_offline(page, 2)
    on_their_way: list[Route] = []
    page.route("**/annotations/**", lambda route: on_their_way.append(route))  # noqa: PLW0108 (playwright cannot hold a built-in)
    page.context.set_offline(False)
    with page.expect_request("**/annotations/**"):
        page.reload()
    expect(ready(page).locator("[data-saved]")).to_have_attribute("data-state", "saving")
    other = page.context.new_page()
    other.goto(assignment.path)
    saved(ready(other))
    saved(page)
    on_their_way[-1].continue_()
    page.unroute("**/annotations/**")
    mark(page, "Taxes", "1")
    saved(page)
    assert len(assignment.marks()) == 3
