"""A course with a teacher who has opened a link in it."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.lti.courses.arriving import Arrival, arrive
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course, Link, Person


@dataclass(frozen=True)
class School:
    """A platform with a course that has a class."""

    platform: LearningPlatform
    course: Course
    link: Link
    teacher: Person
    arrived: Arrival

    def pupil(self, name: str = "Ada Byron") -> Person:
        """Put a pupil into the course, who has not come yet."""
        person = self.platform.add_person(name)
        self.course.enroll(person)
        return person

    def arrive(
        self, person: Person, link: Link | None = None, course: Course | None = None, **changes: Any
    ) -> Arrival:
        """Let somebody come from the course."""
        return arrive(self.platform, course or self.course, person, link or self.link, **changes)


@pytest.fixture
def school(learning_platform: LearningPlatform) -> School:
    """A course whose teacher has opened a link."""
    teacher = learning_platform.add_person("Grace Hopper")
    course = learning_platform.add_course()
    course.enroll(teacher, names.TEACHER)
    link = learning_platform.add_link(course)
    return School(learning_platform, course, link, teacher, arrive(learning_platform, course, teacher, link))
