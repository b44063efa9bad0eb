"""Many launches at the same moment: classes, people and exercises are made once."""

from collections.abc import Iterator
from itertools import chain, repeat

import pytest
from django.test import Client

from annotate.models import Assignment
from lti.models import Course, Deployment, Enrollment, Placement, Platform, PlatformAccount, ResourceLink
from people.models import Membership, User
from tests.lti.courses.test_links import SLUG
from tests.lti.launching.launches import is_in, open_school
from tests.lti.platform import LearningPlatform
from tests.lti.platform.courses import Course as AtPlatform
from tests.lti.platform.courses import Link, Person
from tests.lti.platform.names import TEACHER
from tests.lti.security.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def without_lists(learning_platform: LearningPlatform) -> None:
    """Let the platform have no list of people, which would be read meanwhile."""
    learning_platform.memberships = False


def launch_at_once(platform: LearningPlatform, course: AtPlatform, link: Link, people: list[Person]) -> bool:
    """Let these people come at the same moment; return whether all got in."""
    turns: Iterator[Person] = chain(people)

    def launch() -> bool:
        return is_in(platform.launch(Client(), course, next(turns), link))

    return all(at_once(launch, len(people)))


def test_a_first_deployment_with_two_teachers_of_one_course(learning_platform: LearningPlatform) -> None:
    Deployment.objects.all().delete()
    course = learning_platform.add_course()
    teachers = [learning_platform.add_person(name) for name in ("Grace", "Barbara", "Alan", "Edsger")]
    for teacher in teachers:
        course.enroll(teacher, TEACHER)
    link = learning_platform.add_link(course)
    assert launch_at_once(learning_platform, course, link, teachers)
    assert (Deployment.objects.count(), Course.objects.count(), ResourceLink.objects.count()) == (1, 1, 1)
    assert Membership.objects.filter(role="owner").count() == 4


def test_one_person_who_clicks_several_times(learning_platform: LearningPlatform) -> None:
    school = open_school(learning_platform)
    assert launch_at_once(learning_platform, school.course, school.link, list(repeat(school.pupil, 5)))
    assert PlatformAccount.objects.filter(subject=school.pupil.id).count() == 1
    assert User.objects.filter(name=school.pupil.name).count() == 1
    assert Enrollment.objects.filter(account__subject=school.pupil.id).count() == 1


def test_a_whole_class_of_a_copied_course(learning_platform: LearningPlatform) -> None:
    """They come before their teacher has opened this link, which gets its exercises now."""
    school = open_school(learning_platform)
    placement = Placement.objects.create(
        platform=Platform.objects.get(), title="Lesson", builtin=SLUG, grade_by="key", grade_when="on hand-in"
    )
    link = learning_platform.add_link(school.course, placement=placement.token)
    pupils = [learning_platform.add_person("Edsger") for _number in range(10)]
    for pupil in pupils:
        school.course.enroll(pupil)
    assert launch_at_once(learning_platform, school.course, link, pupils)
    assert Assignment.objects.count() == 1
    names = set(User.objects.filter(memberships__role="annotator").values_list("name", flat=True))
    assert names == {"Edsger", *(f"Edsger {number}" for number in range(2, 11))}
