"""The first page of a teacher keeps up with the class, and its next step is one click away."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from annotate.enums import RoundMode, RoundState
from annotate.rounds.actions import RoundSettings, create_round, delete_round
from tests.world import World, mark


def test_the_page_keeps_up_and_leaves_open_what_is_unfolded(
    transactional_db: None, visit: Callable[..., Page], world: World
) -> None:
    for round_ in (world.round, world.draft):
        delete_round(world.teacher, round_)
    round_ = create_round(world.teacher, world.text, RoundSettings(RoundMode.INDEPENDENT))
    page = visit("/guide/", world.teacher)
    page.clock.install()
    page.goto("/")
    exercise = page.locator(f"[data-exercise='{round_.pk}']")
    expect(exercise.locator("[data-not-begun]")).to_have_text("2")
    exercise.locator("summary").click()
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    mark(world.pupil, round_, "globalist", "opinion")
    page.clock.fast_forward(16_000)
    expect(exercise.locator("[data-not-begun]")).to_have_text("1")
    expect(exercise.locator("details[open] p")).to_have_text("classmate")


def test_a_draft_is_opened_from_there(
    transactional_db: None, visit: Callable[..., Page], world: World
) -> None:
    delete_round(world.teacher, world.round)
    page = visit("/classes/", world.teacher, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-next=open] button").click()
    page.wait_for_url(f"**/rounds/{world.draft.pk}/about/")
    world.draft.refresh_from_db()
    assert world.draft.state == RoundState.OPEN
