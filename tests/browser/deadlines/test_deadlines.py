"""A pupil in another time zone has more time than the others, and goes on without a reload when they get it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotate.enums import RoundMode
from annotate.extensions.actions import remove_extension
from annotate.models import Layer, Round
from people.actions.accounts import add_member, create_team
from people.models import Team, User
from people.permissions import Role
from people.terms import Kind
from tests.browser.annotation_page import drag, hand_in, ready
from tests.browser.conftest import Assignment

MADRID, BOGOTA = "Europe/Madrid", "America/Bogota"


@pytest.fixture
def team(assignment: Assignment) -> Team:
    """A class of two pupils whose exercise was due a minute ago."""
    team = create_team(assignment.user, "Class 7a", Kind.CLASS)
    article = assignment.round.text.article
    article.team = team
    article.save(update_fields=["team"])
    due_at = timezone.now() - timedelta(minutes=1)
    Round.objects.filter(pk=assignment.round.pk).update(due_at=due_at, mode=RoundMode.INDEPENDENT)
    for name in ("Ada", "Bo"):
        add_member(
            team, User.objects.create_user(f"{name}@school.example".lower(), name=name), Role.ANNOTATOR
        )
    return team


def stored_zone(page: Page, user: User) -> None:
    """Wait until the account has the zone of the device: the page that shows times was loaded again with it."""
    expect(page.locator("html")).to_have_attribute("data-time-zone", re.compile(".+"))
    user.refresh_from_db()


@pytest.fixture
def pupils(team: Team) -> tuple[User, User]:
    """Ada, who will get more time, and Bo."""
    return User.objects.get(name="Ada"), User.objects.get(name="Bo")


def test_one_pupil_gets_more_time_and_the_others_do_not(
    visit: Callable[..., Page], assignment: Assignment, pupils: tuple[User, User]
) -> None:
    ada, bo = pupils
    theirs = ready(visit(assignment.path, ada, timezone_id=BOGOTA))
    others = ready(visit(assignment.path, bo, timezone_id=MADRID))
    for page in (theirs, others):
        expect(page.locator("html")).to_have_attribute("data-standing", "closed")

    teacher = visit(f"/rounds/{assignment.round.pk}/about/", assignment.user, timezone_id=MADRID)
    stored_zone(teacher, assignment.user)
    assert assignment.user.time_zone == MADRID
    teacher.locator("[data-extensions]").click()
    teacher.get_by_role("checkbox", name="Ada").check()
    teacher.locator("main form button.primary").click()
    expect(teacher.locator(f"[data-person='{ada.pk}']")).to_be_visible()

    # It reaches the open page, and nobody else's.
    expect(theirs.locator("html")).to_have_attribute("data-standing", "open")
    drag(theirs, "globalist")
    theirs.keyboard.press("4")
    expect(theirs.locator("[data-list]")).to_contain_text("globalist")
    hand_in(theirs)
    expect(theirs.locator("[data-handed-in=on-time]")).to_be_visible()
    expect(others.locator("html")).to_have_attribute("data-standing", "closed")

    theirs.goto(f"/rounds/{assignment.round.pk}/about/")
    stored_zone(theirs, ada)
    assert ada.time_zone == BOGOTA
    expect(theirs.locator("[data-extended]").first).to_be_visible()
    expect(theirs.locator("[data-due]")).to_contain_text("Bogota")

    hand_in_late(others)
    teacher.goto(f"/rounds/{assignment.round.pk}/about/")
    expect(teacher.locator("[data-submission=late]")).to_have_count(1)
    expect(teacher.locator("[data-submission=on-time]")).to_have_count(1)

    # Without the extension what was handed in is late, which the open page says at once.
    theirs.goto(assignment.path)
    ready(theirs)
    expect(theirs.locator("[data-handed-in=on-time]")).to_be_visible()
    teacher_now = User.objects.get(pk=assignment.user.pk)
    remove_extension(teacher_now, Round.objects.get(pk=assignment.round.pk), ada)
    expect(theirs.locator("[data-handed-in=late]")).to_be_visible()
    assert Layer.objects.get(annotator=ada).handed_in_late


def hand_in_late(page: Page) -> None:
    """Hand in what there is, after the due date."""
    hand_in(page)
    expect(page.locator("[data-handed-in=late]")).to_be_visible()


def test_a_chosen_zone_stays_and_that_of_the_device_is_offered(
    visit: Callable[..., Any], assignment: Assignment, pupils: tuple[User, User]
) -> None:
    ada, _bo = pupils
    page = visit("/account/time-zone/", ada, timezone_id=BOGOTA)
    stored_zone(visit(f"/rounds/{assignment.round.pk}/about/", ada, timezone_id=BOGOTA), ada)
    page.reload()
    expect(page.locator("[name=time_zone]")).to_have_value(BOGOTA)
    page.locator("[name=time_zone]").select_option(MADRID)
    page.locator("main form button.primary").click()
    expect(page.locator("[data-notice=time-zone-saved]")).to_be_visible()
    page.goto(f"/rounds/{assignment.round.pk}/about/")
    expect(page.locator("html")).to_have_attribute("data-time-zone", MADRID)
    page.locator("[data-device-zone] [data-action=use]").click()
    expect(page.locator("html")).to_have_attribute("data-time-zone", BOGOTA)
    ada.refresh_from_db()
    assert (ada.time_zone, ada.time_zone_chosen) == (BOGOTA, True)
