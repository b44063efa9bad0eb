"""The groups of a course in exercises in which people work in groups."""

import pytest
from django.test import Client

from annotate.access import groups_in, rounds_of_assignment
from annotate.enums import RoundMode
from annotate.groups import actions
from annotate.groups.actions import GroupInput, set_groups
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Round
from lti.courses.roster.reading import read_roster
from lti.models import Course, ResourceLink
from people.models import User
from tests.lti.courses.conftest import School


@pytest.fixture
def exercise(school: School) -> Round:
    """An exercise in groups, in a course with two groups, which the link opens."""
    school.platform.read_tool_keys()
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    teacher, team = school.arrived.user, school.arrived.team
    assignment = assign_lesson(teacher, lesson, team, mode=RoundMode.GROUPS)
    ResourceLink.objects.update(assignment=assignment)
    for name, group in (("Ada", "North"), ("Barbara", "North"), ("Donald", "South"), ("Edsger", "")):
        person = school.platform.add_person(name)
        school.course.enroll(person, groups=[group] if group else [])
    return rounds_of_assignment(assignment)[0]


def groups_of(round_: Round) -> dict[str, list[str]]:
    return {
        group.name: sorted(User.objects.get(pk=member.user_id).name for member in group.members.all())
        for group in groups_in(round_)
    }


COURSE_GROUPS = {"North": ["Ada", "Barbara"], "South": ["Donald"]}


def test_they_become_the_groups_of_an_exercise_without_groups(exercise: Round) -> None:
    read_roster(Course.objects.get().pk)
    assert groups_of(exercise) == COURSE_GROUPS


def test_groups_that_a_teacher_formed_stay(school: School, exercise: Round) -> None:
    pupils = [school.arrive(school.pupil(name)).user.pk for name in ("Alan", "Alonzo")]
    set_groups(school.arrived.user, exercise, [GroupInput("Mine", tuple(pupils))])
    read_roster(Course.objects.get().pk)
    assert groups_of(exercise) == {"Mine": ["Alan", "Alonzo"]}


def test_a_teacher_can_take_them_over(school: School, exercise: Round) -> None:
    pupils = [school.arrive(school.pupil(name)).user.pk for name in ("Alan", "Alonzo")]
    set_groups(school.arrived.user, exercise, [GroupInput("Mine", tuple(pupils))])
    read_roster(Course.objects.get().pk)
    client = Client()
    client.force_login(school.arrived.user)
    page = f"/lti/links/{school.arrived.link.pk}/"
    assert "Use the groups of the course" in client.get(page).content.decode()
    assert client.post(f"{page}groups/").status_code == 302
    assert groups_of(exercise) == COURSE_GROUPS


def test_sections_that_launches_tell_are_groups(school: School, exercise: Round) -> None:
    """Canvas has no service for groups. The list of people, which says nothing of sections, leaves them."""
    school.platform.groups = False
    Course.objects.update(groups_url="")
    for name, sections in (
        ("Alan", '["West"]'),
        ("Alonzo", '["East", "West"]'),
        ("Kurt", "$com.instructure…"),
    ):
        school.link.custom["sections"] = sections
        school.arrive(school.pupil(name))
    read_roster(Course.objects.get().pk)
    assert groups_of(exercise) == {"East": ["Alonzo"], "West": ["Alan"]}


def test_without_groups_of_the_course_nothing_is_offered(school: School, exercise: Round) -> None:
    school.platform.groups = False
    read_roster(Course.objects.get().pk)
    client = Client()
    client.force_login(school.arrived.user)
    page = client.get(f"/lti/links/{school.arrived.link.pk}/").content.decode()
    assert "Use the groups of the course" not in page
    assert groups_of(exercise) == {}


def test_too_many_groups_are_said_and_nobody_is_grouped(
    school: School, exercise: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The people of the course are in the class all the same."""
    monkeypatch.setattr(actions, "MAX_GROUPS", 1)
    course = Course.objects.get()
    read_roster(course.pk)
    course.refresh_from_db()
    assert "1 groups at most" in course.roster_error
    assert course.team.memberships.count() == 5
    client = Client()
    client.force_login(school.arrived.user)
    page = client.post(f"/lti/links/{school.arrived.link.pk}/groups/", follow=True)
    assert "1 groups at most" in page.content.decode()
    assert groups_of(exercise) == {}
