"""The list of the course's people: who is added, who has left, and what teachers decide."""

from typing import Any

import pytest
from django.test import Client

from lti.courses import people
from lti.courses.roster.reading import PAUSE, claim_roster, read_roster
from lti.courses.roster.stored_errors import shown
from lti.models import Course, Enrollment
from people.actions.teams import archive_team, remove_member
from people.models import User
from tests.lti.courses.conftest import School
from tests.lti.platform import names
from tests.lti.platform.courses import Person


@pytest.fixture
def course(school: School) -> Course:
    """The course, whose platform knows the keys of this site."""
    school.platform.read_tool_keys()
    return Course.objects.get()


def read(course: Course) -> Course:
    read_roster(course.pk)
    course.refresh_from_db()
    return course


def members(course: Course) -> dict[str, str]:
    return dict(course.team.memberships.values_list("user__name", "role"))


def test_everybody_in_the_course_is_in_the_class(school: School, course: Course) -> None:
    school.platform.page_size = 2
    for name in ("Ada", "Barbara", "Edsger", "Donald"):
        school.pupil(name)
    assistant = school.platform.add_person("Alan")
    school.course.enroll(assistant, names.ASSISTANT)
    assert read(course).roster_error == ""
    assert members(course) == {
        "Grace Hopper": "owner", "Ada": "annotator", "Barbara": "annotator", "Edsger": "annotator",
        "Donald": "annotator", "Alan": "editor",
    }  # fmt: skip


def test_whoever_is_listed_is_the_same_when_they_come(school: School, course: Course) -> None:
    person = school.pupil("Ada")
    read(course)
    listed = User.objects.get(name="Ada")
    assert school.arrive(person).user == listed


def test_the_nameless_are_added_when_they_come(school: School, course: Course) -> None:
    school.pupil("")
    read(course)
    assert list(members(course)) == ["Grace Hopper"]


def test_a_second_reading_changes_nothing(
    school: School, course: Course, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        school.pupil(f"Pupil number {number}")
    read(course)
    before = members(course)
    with django_assert_max_num_queries(20):
        read(course)
    assert members(course) == before


def test_whoever_left_waits_for_a_decision(school: School, course: Course) -> None:
    person = school.pupil("Ada")
    school.arrive(person)
    school.course.drop(person)
    read(course)
    assert members(course)["Ada"] == "annotator"
    assert [one.account.user.name for one in people.course_people(course).left] == ["Ada"]


@pytest.mark.parametrize("status", ["Inactive", "Deleted"])
def test_the_inactive_have_left_too(school: School, course: Course, status: str) -> None:
    person = school.pupil("Ada")
    school.arrive(person)
    school.course.member(person).status = status
    read(course)
    assert len(people.course_people(course).left) == 1


def test_an_administrator_who_is_in_no_list_stays(school: School, course: Course) -> None:
    admin = school.platform.add_person("Admin")
    school.course.enroll(admin, [f"{names.ROLE}institution/person#Administrator"])
    school.arrive(admin)
    school.course.drop(admin)
    read(course)
    assert people.course_people(course).left == []


def test_an_empty_list_makes_nobody_leave(school: School, course: Course) -> None:
    school.arrive(school.pupil("Ada"))
    school.course.members.clear()
    assert "empty list" in shown(read(course).roster_error)
    assert not Enrollment.objects.filter(left_at__isnull=False).exists()


def test_a_failure_is_shown_and_changes_nothing(school: School, course: Course) -> None:
    school.arrive(school.pupil("Ada"))
    school.platform.fail("memberships", 500)
    assert "HTTP 500" in shown(read(course).roster_error)
    assert not Enrollment.objects.filter(left_at__isnull=False).exists()
    assert read(course).roster_error == ""


def left(school: School, course: Course, name: str = "Ada") -> tuple[Person, Enrollment]:
    person = school.pupil(name)
    school.arrive(person)
    school.course.drop(person)
    read(course)
    return person, Enrollment.objects.get(account__subject=person.id)


def test_kept_people_are_not_asked_about_again(school: School, course: Course) -> None:
    _person, enrollment = left(school, course)
    people.keep(school.arrived.user, course, enrollment)
    read(course)
    decided = people.course_people(course)
    assert (decided.left, len(decided.kept)) == ([], 1)
    assert members(course)["Ada"] == "annotator"


def test_removed_people_are_back_when_they_are_in_the_course_again(school: School, course: Course) -> None:
    person, enrollment = left(school, course)
    people.remove(school.arrived.user, course, enrollment)
    assert "Ada" not in members(course)
    assert people.course_people(course).removed == []
    school.course.enroll(person)
    read(course)
    assert members(course)["Ada"] == "annotator"


def test_all_who_left_are_removed_at_once(school: School, course: Course) -> None:
    for name in ("Ada", "Barbara"):
        left(school, course, name)
    assert people.remove_all_left(school.arrived.user, course) == 2
    assert list(members(course)) == ["Grace Hopper"]


def test_whoever_a_teacher_removed_is_not_added_again_until_they_are_let_in(
    school: School, course: Course
) -> None:
    pupil = school.arrive(school.pupil("Ada"))
    remove_member(school.arrived.user, course.team, pupil.user)
    read(course)
    assert "Ada" not in members(course)
    (removed,) = people.course_people(course).removed
    people.let_in_again(school.arrived.user, course, removed)
    read(course)
    assert members(course)["Ada"] == "annotator"


def test_an_archived_class_gets_nobody_new(school: School, course: Course) -> None:
    archive_team(school.arrived.user, course.team)
    school.pupil("Ada")
    assert read(course).roster_error == ""
    assert "Ada" not in members(course)
    assert not Enrollment.objects.filter(account__user__name="Ada").exists()


def test_a_list_is_read_once_in_a_while(course: Course) -> None:
    Course.objects.update(roster_read_at=None)
    assert claim_roster(course)
    assert not claim_roster(course)
    Course.objects.update(roster_read_at=course.created_at - PAUSE)
    assert claim_roster(course)


def test_a_teacher_who_comes_has_the_list_read(
    school: School, course: Course, django_capture_on_commit_callbacks: Any
) -> None:
    Course.objects.update(roster_read_at=None)
    with django_capture_on_commit_callbacks() as for_pupil:
        school.arrive(school.pupil("Ada"))
    with django_capture_on_commit_callbacks() as for_teacher:
        school.arrive(school.teacher)
    assert len(for_teacher) - len(for_pupil) == 1


def test_the_page_says_whether_the_list_is_read_again(
    school: School, course: Course, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    client.force_login(school.arrived.user)
    Course.objects.update(roster_read_at=None)
    said = []
    with django_capture_on_commit_callbacks() as readings:
        for _time in range(2):
            answer = client.post(f"/lti/courses/{course.pk}/people/read/", follow=True)
            said.append("is being read" in answer.content.decode())
    assert (said, len(readings)) == ([True, False], 1)


def test_the_page_shows_and_takes_decisions(school: School, course: Course) -> None:
    _person, enrollment = left(school, course)
    client = Client()
    client.force_login(school.arrived.user)
    page = client.get(f"/lti/courses/{course.pk}/people/").content.decode()
    assert "Ada" in page
    assert "Erase…" in page
    link = client.get(f"/lti/links/{school.arrived.link.pk}/").content.decode()
    assert 'data-left="1"' in link
    sent = {"decision": "remove", "person": enrollment.pk}
    assert (
        "Ada was removed"
        in client.post(f"/lti/courses/{course.pk}/people/", sent, follow=True).content.decode()
    )
    assert "Ada" not in members(course)


@pytest.mark.parametrize("sent", [{}, {"decision": "burn"}, {"decision": "keep", "person": "x"}])
def test_other_decisions_are_refused(school: School, course: Course, sent: dict[str, str]) -> None:
    client = Client()
    client.force_login(school.arrived.user)
    assert client.post(f"/lti/courses/{course.pk}/people/", sent).status_code == 400


def test_a_teacher_whom_the_list_calls_inactive_has_left(school: School, course: Course) -> None:
    teacher = school.platform.add_person("Alan")
    school.course.enroll(teacher, names.TEACHER)
    school.arrive(teacher)
    school.course.member(teacher).status = "Inactive"
    read(course)
    assert [one.account.user.name for one in people.course_people(course).left] == ["Alan"]
