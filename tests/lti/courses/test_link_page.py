"""The page of a link, as its teachers and its pupils see it."""

from uuid import uuid4

import pytest
from django.test import Client

from annotate.access import rounds_of_assignment
from annotate.annotations.actions import put_annotation
from annotate.assignments.actions import delete_assignment, submit_assignment, transition_assignment
from annotate.enums import RoundMode, RoundState
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Assignment
from lti.models import ResourceLink
from people.actions.teams import archive_team
from tests.lti.courses.arriving import Arrival
from tests.lti.courses.conftest import School
from tests.world import annotation_input


@pytest.fixture
def assignment(school: School) -> Assignment:
    """What the link opens."""
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    made = assign_lesson(
        school.arrived.user, lesson, school.arrived.team, mode=RoundMode.INDEPENDENT, state=RoundState.DRAFT
    )
    ResourceLink.objects.update(assignment=made)
    return made


def page(arrival: Arrival) -> str:
    client = Client()
    client.force_login(arrival.user)
    response = client.get(f"/lti/links/{arrival.link.pk}/")
    return str(response.content.decode()) if response.status_code == 200 else str(response["Location"])


def content(page: str) -> str:
    """What stands between the header and the footer, whose forms have tokens."""
    return page.partition("<h1>")[2].partition("</main>")[0]


def test_a_link_without_anything_asks_the_teacher_to_choose(school: School) -> None:
    assert "data-choose" in page(school.arrived)


def test_a_link_that_the_platform_gives_no_name_is_called_like_what_it_opens(school: School) -> None:
    ResourceLink.objects.update(title="")
    assert content(page(school.arrived)).startswith("Media literacy</h1>")
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    made = assign_lesson(school.arrived.user, lesson, school.arrived.team)
    ResourceLink.objects.update(assignment=made)
    assert content(page(school.arrived)).startswith(f"{made.title}</h1>")
    (round_,) = rounds_of_assignment(made)
    ResourceLink.objects.update(assignment=None, round=round_)
    assert content(page(school.arrived)).startswith(f"{round_.text.article.title}</h1>")
    assert school.link.id not in page(school.arrived)


def test_pupils_learn_that_there_is_nothing_yet(school: School) -> None:
    assert "has not chosen yet" in page(school.arrive(school.pupil()))


def test_a_draft_is_not_shown_to_pupils(school: School, assignment: Assignment) -> None:
    assert "has not opened this yet" in page(school.arrive(school.pupil()))


def test_how_far_everybody_is(school: School, assignment: Assignment) -> None:
    transition_assignment(school.arrived.user, assignment, RoundState.OPEN)
    first, second, _third = (school.arrive(school.pupil(name)) for name in ("Ada", "Barbara", "Donald"))
    (round_,) = rounds_of_assignment(assignment)
    word = round_.text.body.split()[0]
    for pupil in (first, second):
        put_annotation(pupil.user, round_, uuid4(), annotation_input(round_, word, "factual-claim"))
    submit_assignment(first.user, assignment)
    shown = page(school.arrived)
    assert "data-handed-in>1<" in shown
    assert "data-working>1<" in shown
    assert "data-not-begun>1<" in shown
    assert "Donald" in shown
    assert "data-results" not in shown
    transition_assignment(school.arrived.user, assignment, RoundState.REVEALED)
    assert "data-results" in page(school.arrived)


def test_a_blind_exercise_stays_blind(school: School, assignment: Assignment) -> None:
    """Nothing on the page depends on what pupils highlight."""
    transition_assignment(school.arrived.user, assignment, RoundState.OPEN)
    pupil = school.arrive(school.pupil("Ada"))
    (round_,) = rounds_of_assignment(assignment)
    words = round_.text.body.split()
    put_annotation(pupil.user, round_, uuid4(), annotation_input(round_, words[0], "factual-claim"))
    before = page(school.arrived)
    put_annotation(pupil.user, round_, uuid4(), annotation_input(round_, words[3], "opinion"))
    assert content(page(school.arrived)) == content(before)


def test_what_is_in_the_bin_is_said(school: School, assignment: Assignment) -> None:
    delete_assignment(school.arrived.user, assignment)
    assert "in the bin" in page(school.arrived)


def test_an_archived_class_can_be_read(school: School, assignment: Assignment) -> None:
    archive_team(school.arrived.user, school.arrived.team)
    shown = page(school.arrived)
    assert "archived" in shown
    assert "data-settings" not in shown


def test_there_is_no_join_code(school: School, assignment: Assignment) -> None:
    assert "/code/" not in page(school.arrived)
