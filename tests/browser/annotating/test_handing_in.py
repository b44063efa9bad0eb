"""Handing in on the page: what is still to be sent goes first, and nothing can be marked until it is taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.annotations.actions import NOTHING_HIGHLIGHTED, submit_layer, withdraw_submission
from annotate.enums import Feedback, FeedbackTiming, RoundState
from annotate.models import Layer
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.browser.annotation_page import drag, hand_in, mark, place, ready, saved
from tests.browser.conftest import Assignment
from tests.world import World


@pytest.fixture
def page(visit: Callable[..., Page], world: World) -> Page:
    """The pupil's page."""
    return ready(visit(f"/rounds/{world.round.pk}/", world.pupil))


def handed_in(world: World) -> bool:
    return Layer.objects.get(round=world.round, annotator=world.pupil).submitted_at is not None


def test_it_is_asked_first_and_says_what_is_missing(page: Page, world: World) -> None:
    mark(page, "Taxes fell", "2")
    page.locator("[data-hand-in=submit]").click()
    dialog = page.locator("[data-hand-in-dialog]")
    expect(dialog.locator("[data-summary][data-annotations='4'][data-unsourced='1']")).to_be_visible()
    dialog.locator("button:not([value=hand-in])").click()
    saved(page)
    assert not handed_in(world)


def test_marks_that_are_on_their_way_go_first(page: Page, world: World) -> None:
    page.context.set_offline(True)
    mark(page, "Taxes fell", "1")
    page.context.set_offline(False)
    hand_in(page)
    expect(page.locator("[data-handed-in=on-time]")).to_be_visible()
    layer = Layer.objects.get(round=world.round, annotator=world.pupil)
    assert layer.submitted_at
    assert layer.annotations.filter(quote="Taxes fell").exists()


def test_without_a_network_it_says_so_and_nothing_is_lost(page: Page, world: World) -> None:
    page.context.set_offline(True)
    mark(page, "Taxes fell", "1")
    hand_in(page)
    expect(page.locator("[data-alert=not-handed-in]")).to_be_visible()
    expect(page.locator("[data-hand-in=submit]")).to_be_enabled()
    page.context.set_offline(False)
    saved(page)
    assert not handed_in(world)


def test_what_is_handed_in_is_closed_until_it_is_taken_back(page: Page, world: World) -> None:
    hand_in(page)
    take_back = page.locator("[data-hand-in=withdraw]")
    expect(take_back).to_be_visible()
    left, top, right, _ = place(page, "Taxes fell")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, top)
    page.mouse.up()
    page.keyboard.press("1")
    page.locator("[data-list]").get_by_text("globalist", exact=True).click()
    expect(page.locator("[data-card] [name=note]")).to_be_disabled()
    expect(page.locator("[data-card] [data-act=delete]")).to_be_hidden()
    page.reload()
    expect(ready(page).locator("[data-hand-in=withdraw]")).to_be_visible()
    take_back.click()
    expect(page.locator("[data-hand-in=submit]")).to_be_visible()
    mark(page, "Taxes fell", "1")
    saved(page)
    assert Layer.objects.get(round=world.round, annotator=world.pupil).annotations.count() == 4


def test_another_device_of_the_same_person_follows(page: Page, world: World) -> None:
    submit_layer(world.pupil, world.round)
    expect(page.locator("[data-hand-in=withdraw]")).to_be_visible()
    withdraw_submission(world.pupil, world.round)
    expect(page.locator("[data-hand-in=submit]")).to_be_visible()


def test_a_reader_alone_has_nobody_to_hand_in_to(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user))
    drag(page, "globalist")
    expect(page.locator("[data-hand-in]")).to_have_count(0)


def test_what_is_told_on_handing_in_is_handed_in_once(visit: Callable[..., Page], world: World) -> None:
    given = RoundSettings(feedback=Feedback.KEY, feedback_when=FeedbackTiming.ON_SUBMISSION)
    round_ = create_round(world.teacher, world.text, given)
    page = ready(visit(f"/rounds/{round_.pk}/", world.pupil))
    page.locator("[data-hand-in=submit]").click()
    expect(page.locator("[data-hand-in-dialog] [data-once]")).to_be_visible()
    page.locator("[data-hand-in-dialog] [value=hand-in]").click()
    expect(page.locator("[data-alert=not-handed-in]")).to_contain_text(NOTHING_HIGHLIGHTED)
    expect(page.locator("[data-feedback]")).to_be_hidden()
    mark(page, "Taxes fell", "1")
    saved(page)
    hand_in(page)
    expect(page.locator("[data-handed-in=on-time]")).to_be_visible()
    expect(page.locator("[data-hand-in]")).to_be_hidden()
    expect(page.locator("[data-feedback]")).to_be_visible()
    page.reload()
    expect(ready(page).locator("[data-hand-in]")).to_be_hidden()
    page.locator("[data-feedback]").click()
    page.wait_for_url(f"**/rounds/{round_.pk}/feedback/")


def test_a_late_hand_in_says_so(page: Page, world: World) -> None:
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    page.reload()
    ready(page).locator("[data-hand-in=submit]").click()
    expect(page.locator("[data-hand-in-dialog] [data-summary]")).to_have_attribute("data-late", "true")
    page.locator("[data-hand-in-dialog] [value=hand-in]").click()
    expect(page.locator("[data-handed-in=late]")).to_be_visible()
    page.reload()
    expect(ready(page).locator("[data-handed-in=late]")).to_be_visible()
