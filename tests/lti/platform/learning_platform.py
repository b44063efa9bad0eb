"""A learning platform for tests, written from the specifications of 1EdTech: a real web server in a thread."""

from typing import Any

import jwt
import urllib3
from django.test import Client
from django.utils import timezone

from lti.models import Deployment, Platform
from tests.lti.platform.courses import Course, LineItem, Link, Person, new_id
from tests.lti.platform.failures import Failures
from tests.lti.platform.http import Refused, Request, Server
from tests.lti.platform.keys import Key
from tests.lti.platform.launching import Launching
from tests.lti.platform.messages import Message
from tests.lti.platform.tool import Tool, tool_at


class LearningPlatform(Launching, Failures):
    """A platform with one registered tool: Claimlight at ``tool_url``, unless it registers itself otherwise."""

    def __init__(self, tool_url: str = "http://testserver", name: str = "Test school") -> None:
        super().__init__()
        self.name, self.product = name, "tests"
        self.tool: Tool = tool_at(tool_url)
        self.client_id, self.deployment_id = new_id(), "1"
        self.keys = [Key("platform-key-1", number=1)]
        # What it offers to the tool.
        self.grades = self.memberships = self.groups = self.accepts_line_items = True
        self.tells_deployment, self.accepts_several, self.storage_target = True, False, ""
        self.page_size = 50
        self.people: list[Person] = []
        self.courses: list[Course] = []
        self.messages: dict[str, Message] = {}
        self.access_tokens: dict[str, set[str]] = {}
        self.used_assertions: set[str] = set()
        self.used_nonces: set[str] = set()
        self.tool_keys: list[dict[str, Any]] = []
        self.registration_token = ""
        self.registration: dict[str, Any] = {}
        # What was asked for, and why requests were refused.
        self.requests: list[Request] = []
        self.refusals: list[str] = []
        self.server = Server(self)
        self.url = self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def register(self) -> Platform:
        """Write the rows of this platform, and of its deployment, into the tool's database."""
        platform = Platform.objects.create(
            name=self.name,
            issuer=self.issuer,
            client_id=self.client_id,
            auth_url=f"{self.url}/auth",
            token_url=f"{self.url}/token",
            keyset_url=f"{self.url}/keys",
            origins=[self.url],
        )
        Deployment.objects.create(
            platform=platform, deployment_id=self.deployment_id, accepted_at=timezone.now()
        )
        return platform

    def add_person(self, name: str) -> Person:
        """Give somebody an account."""
        person = Person(name)
        self.people.append(person)
        return person

    def add_course(self, title: str = "Media literacy") -> Course:
        """Open a course."""
        course = Course(title)
        self.courses.append(course)
        return course

    def add_link(self, course: Course, title: str = "Headlines", **custom: str) -> Link:
        """Put a link to the tool into a course, as a teacher does by hand."""
        link = Link(title, self.tool.launch_url, custom=custom)
        course.links.append(link)
        return link

    def copy_course(self, course: Course, title: str) -> Course:
        """Open a course with copies of the links and line items of ``course``, and with none of its members."""
        copy = self.add_course(title)
        for link in course.links:
            copied = self.add_link(copy, link.title, **link.custom)
            copied.url = link.url
            if item := link.line_item:
                new = copy.add_line_item(item.label, item.score_maximum, copied)
                new.resource_id, new.tag, new.review = item.resource_id, item.tag, item.review
        return copy

    def course(self, course_id: str) -> Course:
        """Return a course. Raise ``Refused`` if there is none."""
        for course in self.courses:
            if course.id == course_id:
                return course
        raise Refused(404, "no such course")

    def person(self, person_id: str) -> Person:
        """Return somebody with an account. Raise ``Refused`` if there is none."""
        for person in self.people:
            if person.id == person_id:
                return person
        raise Refused(404, "no such person")

    def memberships_url(self, course: Course) -> str:
        """Return the address of the course's roster."""
        return f"{self.url}/courses/{course.id}/memberships"

    def groups_url(self, course: Course) -> str:
        """Return the address of the course's groups."""
        return f"{self.url}/courses/{course.id}/groups"

    def line_items_url(self, course: Course) -> str:
        """Return the address of the course's line items. As in Moodle, it has a query."""
        return f"{self.url}/courses/{course.id}/line-items?type_id=1"

    def line_item_url(self, course: Course, item: LineItem) -> str:
        """Return the address of a line item."""
        return f"{self.url}/courses/{course.id}/line-items/{item.id}?type_id=1"

    def token_audiences(self) -> list[str]:
        """Return whom an assertion may be meant for."""
        return [f"{self.url}/token", self.issuer]

    def tool_key(self, kid: str | None) -> Any:
        """Return the tool's public key, from what it publishes; read anew over HTTP for a key that is not known."""
        if not any(key["kid"] == kid for key in self.tool_keys) and "//testserver/" not in self.tool.keys_url:
            answer = urllib3.request("GET", self.tool.keys_url, timeout=10, retries=False)
            self.tool_keys = answer.json()["keys"]
        for key in self.tool_keys:
            if key["kid"] == kid:
                return jwt.PyJWK(key).key
        raise jwt.InvalidKeyError(f"the tool does not publish a key {kid}")

    def read_tool_keys(self) -> None:
        """Read the tool's keys by Django's test client: a server in a thread cannot see the test's transaction."""
        response = Client().get(self.tool.keys_url)
        assert response.status_code == 200, response
        self.tool_keys = response.json()["keys"]
