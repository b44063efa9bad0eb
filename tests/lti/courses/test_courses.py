"""Courses, their classes, and who is what in them."""

import pytest

from annotate.bin.actions import restore
from lti.errors import CourseNotOpened, LaunchRefused
from lti.models import Course
from people.actions.teams import archive_team, delete_team, remove_member, rename_team, set_role
from people.models import Team
from people.permissions import Role
from tests.lti.courses.arriving import arrive
from tests.lti.courses.conftest import School
from tests.lti.platform import LearningPlatform, names


def test_the_first_teacher_creates_a_class(school: School) -> None:
    team = school.arrived.team
    assert (team.name, team.is_class, school.arrived.role) == ("Media literacy", True, "owner")


def test_later_launches_find_it(school: School) -> None:
    assert school.arrive(school.pupil()).team == school.arrived.team
    assert Team.objects.count() == 1


@pytest.mark.parametrize(
    ("roles", "role"), [(names.TEACHER, "owner"), (names.ASSISTANT, "editor"), (names.PUPIL, "annotator")]
)
def test_people_are_what_they_are_in_the_course(school: School, roles: tuple[str, ...], role: str) -> None:
    person = school.platform.add_person("Alan")
    school.course.enroll(person, roles)
    assert school.arrive(person).role == role


def test_a_changed_role_is_taken_over(school: School) -> None:
    person = school.pupil()
    school.arrive(person)
    school.course.member(person).roles = names.ASSISTANT
    arrival = school.arrive(person)
    assert (arrival.role, arrival.user.is_guest) == ("editor", False)
    school.course.member(person).roles = names.PUPIL
    assert school.arrive(person).role == "annotator"


def test_the_only_teacher_stays_the_owner_while_they_look_at_the_course_as_a_pupil(school: School) -> None:
    school.course.member(school.teacher).roles = names.PUPIL
    assert school.arrive(school.teacher).role == "owner"


@pytest.mark.parametrize("roles", [names.PUPIL, names.ASSISTANT])
def test_before_a_teacher_nobody_gets_in(learning_platform: LearningPlatform, roles: tuple[str, ...]) -> None:
    course, person = learning_platform.add_course(), learning_platform.add_person("Ada")
    course.enroll(person, roles)
    with pytest.raises(CourseNotOpened):
        arrive(learning_platform, course, person, learning_platform.add_link(course))
    assert not Team.objects.exists()


def test_a_role_in_the_institution_alone_opens_nothing(school: School) -> None:
    person = school.platform.add_person("Alan")
    school.course.enroll(person, [f"{names.ROLE}institution/person#Instructor"])
    with pytest.raises(LaunchRefused):
        school.arrive(person)


def test_a_launch_from_no_course_is_refused(school: School) -> None:
    with pytest.raises(LaunchRefused):
        school.arrive(school.teacher, CONTEXT={})


def test_roles_count_in_the_course_of_the_launch_alone(school: School) -> None:
    """A platform may say that its own teacher teaches in a course with the id of another platform's."""
    other = LearningPlatform(name="Another school")
    try:
        other.register()
        course = other.add_course()
        course.id = school.course.id
        person = other.add_person("Mallory")
        course.enroll(person, names.TEACHER)
        stranger = arrive(other, course, person, other.add_link(course))
    finally:
        other.server.stop()
    assert stranger.team != school.arrived.team
    assert not school.arrived.team.memberships.filter(user=stranger.user).exists()


def test_whoever_was_removed_does_not_come_back_silently(school: School) -> None:
    person = school.pupil()
    pupil = school.arrive(person)
    remove_member(school.arrived.user, school.arrived.team, pupil.user)
    with pytest.raises(LaunchRefused):
        school.arrive(person)
    assert pupil.role is None


def test_a_role_that_a_teacher_gave_here_lasts_until_the_next_launch(school: School) -> None:
    person = school.pupil()
    pupil = school.arrive(person)
    set_role(school.arrived.user, school.arrived.team, pupil.user, Role.VIEWER)
    assert school.arrive(person).role == "annotator"


def test_an_archived_class_takes_nobody_in_but_opens_for_those_who_are_in_it(school: School) -> None:
    person = school.pupil()
    school.arrive(person)
    archive_team(school.arrived.user, school.arrived.team)
    assert school.arrive(person).role == "annotator"
    with pytest.raises(LaunchRefused):
        school.arrive(school.pupil("Alan"))


def test_a_class_in_the_bin_is_for_its_teacher_to_restore(school: School) -> None:
    person = school.pupil()
    school.arrive(person)
    delete_team(school.arrived.user, school.arrived.team)
    with pytest.raises(LaunchRefused):
        school.arrive(person)
    teacher = school.arrive(school.teacher)
    assert teacher.path == "/bin/"
    restore(teacher.user, teacher.team)
    assert school.arrive(person).role == "annotator"


def test_the_class_follows_the_title_of_the_course(school: School) -> None:
    school.course.title = "Media literacy 9b"
    assert school.arrive(school.teacher).team.name == "Media literacy 9b"


def test_a_class_that_was_renamed_keeps_its_name(school: School) -> None:
    rename_team(school.arrived.user, school.arrived.team, "My 9b")
    school.course.title = "Media literacy 9b"
    assert school.arrive(school.teacher).team.name == "My 9b"


def test_services_are_remembered(school: School) -> None:
    course = Course.objects.get()
    assert course.memberships_url == school.platform.memberships_url(school.course)
    assert course.line_items_url == school.platform.line_items_url(school.course)
    assert names.SCORE_SCOPE in course.scopes
