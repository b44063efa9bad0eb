"""A course on the test platform with a teacher and a pupil, and logins in it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.lti.platform import LearningPlatform, login
from tests.lti.platform.courses import Course, Link, Person
from tests.lti.platform.messages import Message
from tests.lti.platform.names import TEACHER
from web.http.embedded import COOKIE

FRAME = {"Sec-Fetch-Dest": "iframe"}


@dataclass
class School:
    """The platform with one course, which its teacher has opened."""

    platform: LearningPlatform
    course: Course
    teacher: Person
    pupil: Person
    link: Link

    def login(self, client: Client, person: Person, **changes: str) -> HttpResponse:
        """Return the response to the login that the platform initiates."""
        return client.post("/lti/login/", self.login_parameters(person) | changes, headers=FRAME)

    def login_parameters(self, person: Person) -> dict[str, str]:
        """Return what the platform sends to the tool's login."""
        return login.initiation(self.platform, Message(self.course, person, self.link))

    def redirect(self, client: Client, person: Person) -> dict[str, str]:
        """Begin a login of ``person``; return the parameters of the redirect to the platform."""
        return self.platform.begin_login(client, Message(self.course, person, self.link))

    def launch(self, client: Client, person: Person, **options: Any) -> HttpResponse:
        """Return the response to the launch of the course's link."""
        return self.platform.launch(client, self.course, person, self.link, **options)


def open_school(platform: LearningPlatform) -> School:
    """Return a school whose teacher has launched once, so that there is a class."""
    course = platform.add_course()
    teacher, pupil = platform.add_person("Grace Hopper"), platform.add_person("Ada Byron")
    course.enroll(teacher, TEACHER)
    course.enroll(pupil)
    school = School(platform, course, teacher, pupil, platform.add_link(course))
    assert is_in(school.launch(Client(), teacher))
    return school


def is_in(response: HttpResponse) -> bool:
    """Return whether a launch has signed somebody in, in a frame."""
    return response.status_code == 302 and COOKIE in response.cookies
