"""Handing in on the page: what is still to be sent goes first, and nothing can be marked until it is taken back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.annotations.actions import submit_layer, withdraw_submission
from annotate.enums import Feedback, FeedbackTiming, RoundState
from annotate.models import Layer
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.browser.conftest import Desk
from tests.browser.surface import drag, mark, place, ready, saved
from tests.world import World


@pytest.fixture
def page(visit: Callable[..., Page], world: World) -> Page:
    """The pupil's page."""
    return ready(visit(f"/rounds/{world.round.pk}/", world.pupil))


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()


def handed_in(world: World) -> bool:
    return Layer.objects.get(round=world.round, annotator=world.pupil).submitted_at is not None


def test_it_is_asked_first_and_says_what_is_missing(page: Page, world: World) -> None:
    mark(page, "Taxes fell", "2")
    page.get_by_role("button", name="Hand in").click()
    dialog = page.get_by_role("dialog", name="Hand your marks in?")
    expect(dialog).to_contain_text("You have made 4 marks. 1 allegation has no source yet.")
    dialog.get_by_role("button", name="Go on marking").click()
    saved(page)
    assert not handed_in(world)


def test_marks_that_are_on_their_way_go_first(page: Page, world: World) -> None:
    page.context.set_offline(True)
    mark(page, "Taxes fell", "1")
    page.context.set_offline(False)
    hand_in(page)
    expect(page.locator("[data-handed-in]")).to_have_text(re.compile("Handed in"))
    layer = Layer.objects.get(round=world.round, annotator=world.pupil)
    assert layer.submitted_at
    assert layer.annotations.filter(quote="Taxes fell").exists()


def test_without_a_network_it_says_so_and_nothing_is_lost(page: Page, world: World) -> None:
    page.context.set_offline(True)
    mark(page, "Taxes fell", "1")
    hand_in(page)
    expect(page.locator("[data-alert]")).to_contain_text("Not handed in yet")
    expect(page.get_by_role("button", name="Hand in")).to_be_enabled()
    page.context.set_offline(False)
    saved(page)
    assert not handed_in(world)


def test_what_is_handed_in_is_closed_until_it_is_taken_back(page: Page, world: World) -> None:
    hand_in(page)
    take_back = page.get_by_role("button", name="Withdraw")
    expect(take_back).to_be_visible()
    left, top, right, _ = place(page, "Taxes fell")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, top)
    page.mouse.up()
    page.keyboard.press("1")
    page.locator("[data-list]").get_by_text("globalist", exact=True).click()
    expect(page.locator("[data-card]").get_by_label("Note")).to_be_disabled()
    expect(page.locator("[data-card]").get_by_role("button", name="Delete")).to_be_hidden()
    page.reload()
    expect(ready(page).get_by_role("button", name="Withdraw")).to_be_visible()
    take_back.click()
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()
    mark(page, "Taxes fell", "1")
    saved(page)
    assert Layer.objects.get(round=world.round, annotator=world.pupil).annotations.count() == 4


def test_another_device_of_the_same_person_follows(page: Page, world: World) -> None:
    submit_layer(world.pupil, world.round)
    expect(page.get_by_role("button", name="Withdraw")).to_be_visible()
    withdraw_submission(world.pupil, world.round)
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()


def test_a_reader_alone_has_nobody_to_hand_in_to(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user))
    drag(page, "globalist")
    expect(page.get_by_role("button", name="Hand in")).to_have_count(0)


def test_what_is_told_on_handing_in_is_handed_in_once(visit: Callable[..., Page], world: World) -> None:
    given = RoundSettings(feedback=Feedback.KEY, feedback_when=FeedbackTiming.ON_SUBMISSION)
    round_ = create_round(world.teacher, world.text, given)
    page = ready(visit(f"/rounds/{round_.pk}/", world.pupil))
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("dialog")).to_contain_text("You can hand in once")
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.locator("[data-alert]")).to_contain_text("You have not highlighted anything yet")
    expect(page.get_by_role("link", name="Feedback")).to_be_hidden()
    mark(page, "Taxes fell", "1")
    saved(page)
    hand_in(page)
    expect(page.locator("[data-handed-in]")).to_have_text(re.compile("Handed in"))
    expect(page.locator("[data-hand-in]")).to_be_hidden()
    expect(page.get_by_role("link", name="Feedback")).to_be_visible()
    page.reload()
    expect(ready(page).locator("[data-hand-in]")).to_be_hidden()
    page.get_by_role("link", name="Feedback").click()
    expect(page.get_by_role("heading", name="How you did")).to_be_visible()


def test_a_late_hand_in_says_so(page: Page, world: World) -> None:
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    page.reload()
    ready(page).get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("dialog")).to_contain_text("Time is up: it is marked late.")
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.locator("[data-handed-in]")).to_have_text(re.compile("Handed in late"))
    page.reload()
    expect(ready(page).locator("[data-handed-in]")).to_have_text(re.compile("Handed in late"))
