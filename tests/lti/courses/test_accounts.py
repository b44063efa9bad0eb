"""Who the people of a platform are here."""

import pytest

from lti.errors import LaunchRefused
from lti.models import PlatformAccount
from people.actions.accounts import rename_account
from people.actions.guests import rename_guest
from people.models import User
from tests.lti.courses.arriving import arrive
from tests.lti.courses.conftest import School
from tests.lti.platform import LearningPlatform, names


def test_a_pupil_is_a_guest_with_the_name_of_the_platform(school: School) -> None:
    user = school.arrive(school.pupil("Ada Byron")).user
    assert (user.name, user.email, user.is_guest) == ("Ada Byron", None, True)
    assert not user.has_usable_password()


def test_a_teacher_is_no_guest_and_has_no_address(school: School) -> None:
    user = school.arrived.user
    assert (user.name, user.email, user.is_guest) == ("Grace Hopper", None, False)


def test_nobody_is_found_by_an_address(school: School) -> None:
    person = school.pupil("Ada Byron")
    known = User.objects.create_user(person.claims()["email"], "a-long-password", "Ada Byron")
    assert school.arrive(person).user != known


def test_the_second_launch_finds_the_same_person(school: School) -> None:
    person = school.pupil()
    assert school.arrive(person).user == school.arrive(person).user
    assert PlatformAccount.objects.count() == 2


def test_the_same_id_at_another_platform_is_somebody_else(school: School) -> None:
    person = school.pupil()
    ours = school.arrive(person).user
    other = LearningPlatform(name="Another school")
    try:
        other.register()
        course = other.add_course()
        course.enroll(person, names.TEACHER)
        assert arrive(other, course, person, other.add_link(course)).user != ours
    finally:
        other.server.stop()


def test_an_anonymous_launch_is_refused(school: School) -> None:
    person = school.pupil()
    person.id = ""
    with pytest.raises(LaunchRefused):
        school.arrive(person)
    assert not User.objects.filter(name="Ada Byron").exists()


def test_a_closed_account_stays_closed(school: School) -> None:
    person = school.pupil()
    User.objects.filter(pk=school.arrive(person).user.pk).update(is_active=False)
    with pytest.raises(LaunchRefused):
        school.arrive(person)


def test_namesakes_get_numbers(school: School) -> None:
    first, second = (school.arrive(school.pupil("Ada Byron")) for _ in range(2))
    assert [first.user.name, second.user.name] == ["Ada Byron", "Ada Byron 2"]


def test_a_numbered_name_stays(school: School) -> None:
    school.arrive(school.pupil("Ada Byron"))
    person = school.pupil("Ada Byron")
    assert [school.arrive(person).user.name for _ in range(2)] == ["Ada Byron 2", "Ada Byron 2"]


def test_a_name_follows_the_platform(school: School) -> None:
    person = school.pupil("Ada Byron")
    school.arrive(person)
    person.name = "Ada Lovelace"
    assert school.arrive(person).user.name == "Ada Lovelace"


def test_a_chosen_name_stays(school: School) -> None:
    rename_account(school.arrived.user, "Amazing Grace")
    assert school.arrive(school.teacher).user.name == "Amazing Grace"


def test_a_name_that_a_teacher_corrected_stays(school: School) -> None:
    person = school.pupil("Ada Byron")
    pupil = school.arrive(person).user
    rename_guest(school.arrived.user, school.arrived.team, pupil, "Ada")
    assert school.arrive(person).user.name == "Ada"


def test_a_teacher_without_a_name_is_a_teacher(school: School) -> None:
    person = school.platform.add_person("")
    school.course.enroll(person, names.TEACHER)
    assert school.arrive(person).user.name == "Teacher"


def test_a_very_long_name_is_cut(school: School) -> None:
    names_here = {school.arrive(school.pupil("A" * 200)).user.name for _ in range(2)}
    assert len(names_here) == 2
    assert all(len(name) <= 80 for name in names_here)


def test_a_pupil_who_teaches_elsewhere_is_no_guest_any_more(school: School) -> None:
    person = school.pupil()
    pupil = school.arrive(person)
    course = school.platform.add_course("Physics")
    course.enroll(person, names.TEACHER)
    teacher = school.arrive(person, school.platform.add_link(course), course)
    assert teacher.user == pupil.user
    assert not teacher.user.is_guest
    assert (teacher.role, pupil.role) == ("owner", "annotator")
