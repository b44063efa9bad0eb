"""Comments on the marking page: said, answered and resolved between two people at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Comment
from people.actions.accounts import add_member, create_team
from people.models import User
from people.permissions import Role
from tests.browser.annotation_page import ready
from tests.browser.conftest import Assignment
from tests.world import mark


@pytest.fixture
def both(assignment: Assignment, visit: Callable[..., Page]) -> tuple[Page, Page]:
    """A teacher's and a pupil's page of one round, each with the same mark open."""
    pupil = User.objects.create_user("pupil@claimlight.example", "a-long-password", "Pupil")
    team = create_team(assignment.user, "Class")
    add_member(team, pupil, Role.ANNOTATOR)
    article = assignment.round.text.article
    article.team = team
    article.save(update_fields=["team"])
    mark(pupil, assignment.round, "globalist", "loaded-language")
    pages = visit(assignment.path, assignment.user), visit(assignment.path, pupil)
    for page in map(ready, pages):
        page.locator("[data-list] button").click()
    return pages


def test_a_thread_between_two_people(both: tuple[Page, Page]) -> None:
    teacher, pupil = both
    teacher.locator("[data-comments] summary").click()
    box = teacher.locator("[data-say-form] [name=body]")
    box.fill("Whose word is it?")
    teacher.locator("[data-say-form] button").click()
    expect(teacher.locator(".comment p")).to_have_text("Whose word is it?")
    expect(box).to_have_value("")
    # It arrives without anybody doing anything, and opens by itself.
    expect(pupil.locator(".comment p")).to_have_text("Whose word is it?")
    pupil.locator("[data-action=reply]").click()
    pupil.keyboard.type("The mayor’s")
    pupil.locator(".thread form button").click()
    expect(teacher.locator(".comment p")).to_have_text(["Whose word is it?", "The mayor’s"])
    teacher.locator("[data-action=resolve]").click()
    expect(pupil.locator(".thread.resolved")).to_be_visible()
    expect(pupil.locator("[data-action=remove]")).to_have_count(1)
    expect(teacher.locator("[data-action=remove]")).to_have_count(2)


def test_what_is_typed_survives_a_dead_network(both: tuple[Page, Page]) -> None:
    page, _ = both
    page.locator("[data-comments] summary").click()
    page.context.set_offline(True)
    box = page.locator("[data-say-form] [name=body]")
    box.fill("A long thought 🤔")
    page.locator("[data-say-form] button").click()
    expect(page.locator("[data-say-form] [data-failed]")).not_to_be_empty()
    page.locator("[data-card] [data-act=close]").click()
    page.locator("[data-list] button").click()
    expect(box).to_have_value("A long thought 🤔")
    page.context.set_offline(False)
    page.locator("[data-say-form] button").click()
    expect(page.locator(".comment p")).to_have_text("A long thought 🤔")
    assert [comment.body for comment in Comment.objects.all()] == ["A long thought 🤔"]
