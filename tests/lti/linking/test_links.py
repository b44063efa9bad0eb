"""A link that a teacher has added in the platform by hand: the first launch asks what it opens."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotate.models import Assignment
from lti.enums import GradeBy, GradeWhen
from lti.errors import LtiError
from lti.linking.actions import GradingChoice, fill_link
from lti.messages.names import SCORE_SCOPE
from lti.models import Placement, ResourceLink
from people.actions.accounts import create_team
from people.actions.teams import archive_team
from people.terms import Kind
from tests.lti.linking.course import DEFAULTS, LESSON, course_of, link_by_hand
from tests.world import World


@pytest.fixture
def link(world: World) -> ResourceLink:
    """A link that opens nothing yet."""
    return link_by_hand(course_of(world))


def page_of(link: ResourceLink) -> str:
    return reverse("lti:choose-for-link", args=[link.pk])


def choose(client: Client, link: ResourceLink, item: str = LESSON, **fields: Any) -> Any:
    return client.post(f"{page_of(link)}{item}", DEFAULTS | fields)


@pytest.mark.parametrize("role", ["colleague", "teacher"])
def test_the_link_opens_the_lesson_that_is_chosen(world: World, link: ResourceLink, role: str) -> None:
    client = world.client(role)
    assert "data-choice" in client.get(page_of(link)).content.decode()
    assert 'data-action="cancel"' not in client.get(page_of(link)).content.decode()
    response = choose(client, link, grade_by="highlights", highlights="3", points="10")
    assert response["Location"] == reverse("lti:link", args=[link.pk])
    link.refresh_from_db()
    assignment = Assignment.objects.get()
    assert (link.assignment, link.round, link.title) == (assignment, None, "Reading")
    assert (link.grade_by, link.highlights, link.points) == (GradeBy.HIGHLIGHTS, 3, 10)
    assert (assignment.created_by, assignment.team) == (getattr(world, role), world.team)
    assert not Placement.objects.exists()


def test_the_link_opens_an_exercise_of_the_class(world: World, link: ResourceLink) -> None:
    choose(world.client("teacher"), link, f"exercise/{world.round.pk}/", grade_by="hand-in")
    link.refresh_from_db()
    assert (link.assignment, link.round) == (None, world.round)
    assert (link.grade_by, link.grade_when) == (GradeBy.HAND_IN, GradeWhen.ON_REVEAL)


def test_a_link_is_filled_once(world: World, link: ResourceLink) -> None:
    choose(world.client("teacher"), link)
    assert world.client("colleague").get(page_of(link))["Location"] == reverse("lti:link", args=[link.pk])
    refused = choose(world.client("colleague"), link, f"exercise/{world.round.pk}/", grade_by="hand-in")
    assert refused.status_code == 409
    assert "data-problem" in refused.content.decode()
    assert choose(world.client("colleague"), link).status_code == 409
    link.refresh_from_db()
    assert link.assignment == Assignment.objects.get()


def test_a_link_whose_exercise_is_in_the_bin_can_open_another(world: World, link: ResourceLink) -> None:
    link.round = world.round
    link.save()
    world.round.move_to_bin(world.teacher)
    assert world.client("teacher").get(page_of(link)).status_code == 200
    choose(world.client("teacher"), link)
    link.refresh_from_db()
    assert (link.assignment, link.round) == (Assignment.objects.get(), None)


def test_only_a_platform_with_a_gradebook_is_asked_for_grades(world: World, link: ResourceLink) -> None:
    page = f"{page_of(link)}{LESSON}"
    assert "grade_by" in world.client("teacher").get(page).content.decode()
    link.scopes = [SCORE_SCOPE]
    link.save()
    assert "grade_by" not in world.client("teacher").get(page).content.decode()
    link.line_item = "https://lms.school.example/line-items/1"
    link.save()
    assert "grade_by" in world.client("teacher").get(page).content.decode()
    link.line_item = ""
    link.save()
    choose(world.client("teacher"), link, grade_by="key")
    link.refresh_from_db()
    assert (link.grade_by, link.grade_when) == (GradeBy.NONE, GradeWhen.ON_HAND_IN)


def test_a_link_opens_no_exercise_of_another_class(world: World, link: ResourceLink) -> None:
    link.course.team = create_team(world.teacher, "Class 7a", Kind.CLASS)
    with pytest.raises(LtiError):
        fill_link(world.teacher, link, world.round, GradingChoice(GradeBy.NONE))
    link.refresh_from_db()
    assert link.round is None


def test_an_archived_class_takes_nothing(world: World, link: ResourceLink) -> None:
    archive_team(world.teacher, world.team)
    assert world.client("teacher").get(page_of(link)).status_code == 403
    assert choose(world.client("teacher"), link).status_code == 403
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("pupil", 403), ("viewer", 403), ("stranger", 404)])
def test_others_choose_nothing(world: World, link: ResourceLink, role: str, status: int) -> None:
    assert world.client(role).get(page_of(link)).status_code == status
    assert choose(world.client(role), link).status_code == status
    assert not Assignment.objects.exists()
