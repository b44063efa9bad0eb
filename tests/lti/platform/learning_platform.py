"""A learning platform for tests, written from the specifications of 1EdTech: a real web server in a thread."""

from collections.abc import Mapping
from typing import Any

import jwt
import urllib3
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti.models import Deployment, Platform
from tests.lti.platform import login, names
from tests.lti.platform.courses import Course, LineItem, Link, Person, new_id
from tests.lti.platform.failures import Failures
from tests.lti.platform.http import Request, Server
from tests.lti.platform.keys import Key, Sign, signed
from tests.lti.platform.messages import Message


class LearningPlatform(Failures):
    """A platform with one registered tool, which is at ``tool_url``."""

    def __init__(self, tool_url: str = "http://testserver", name: str = "Test school") -> None:
        super().__init__()
        self.name, self.tool_url = name, tool_url
        self.client_id, self.deployment_id = new_id(), "1"
        self.keys = [Key("platform-key-1", number=1)]
        # What it offers to the tool.
        self.grades = self.memberships = self.accepts_line_items = True
        self.accepts_several, self.storage_target = False, ""
        self.people: list[Person] = []
        self.courses: list[Course] = []
        self.messages: dict[str, Message] = {}
        self.access_tokens: dict[str, set[str]] = {}
        self.used_assertions: set[str] = set()
        self.tool_keys: list[dict[str, Any]] = []
        # What was asked for, and why requests were refused.
        self.requests: list[Request] = []
        self.refusals: list[str] = []
        self.server = Server(self)
        self.url = self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def launch_url(self) -> str:
        """The tool's address for messages."""
        return f"{self.tool_url}/lti/launch/"

    @property
    def redirect_uris(self) -> list[str]:
        """The addresses that messages may be sent to."""
        return [self.launch_url]

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
        link = Link(title, self.launch_url, custom=custom)
        course.links.append(link)
        return link

    def memberships_url(self, course: Course) -> str:
        """Return the address of the course's roster."""
        return f"{self.url}/courses/{course.id}/memberships"

    def line_items_url(self, course: Course) -> str:
        """Return the address of the course's line items."""
        return f"{self.url}/courses/{course.id}/line-items"

    def line_item_url(self, course: Course, item: LineItem) -> str:
        """Return the address of a line item."""
        return f"{self.line_items_url(course)}/{item.id}"

    def token_audiences(self) -> list[str]:
        """Return whom an assertion may be meant for."""
        return [f"{self.url}/token", self.issuer]

    def tool_key(self, kid: str | None) -> Any:
        """Return the tool's public key, from what it publishes; read anew over HTTP for a key that is not known."""
        if not any(key["kid"] == kid for key in self.tool_keys) and "testserver" not in self.tool_url:
            answer = urllib3.request("GET", f"{self.tool_url}/lti/keys/", timeout=10, retries=False)
            self.tool_keys = answer.json()["keys"]
        for key in self.tool_keys:
            if key["kid"] == kid:
                return jwt.PyJWK(key).key
        raise jwt.InvalidKeyError(f"the tool does not publish a key {kid}")

    def read_tool_keys(self, client: Client | None = None) -> None:
        """Read the tool's keys by Django's test client: a server in a thread cannot see the test's transaction."""
        response = (client or Client()).get(f"{self.tool_url}/lti/keys/")
        assert response.status_code == 200, response
        self.tool_keys = response.json()["keys"]

    def launch(
        self,
        client: Client,
        course: Course,
        person: Person,
        link: Link | None = None,
        message_type: str = names.RESOURCE_LINK,
        *,
        for_user: Person | None = None,
        in_frame: bool = True,
        claims: Mapping[str, Any] | None = None,
        sign: Sign = signed,
    ) -> HttpResponse:
        """Play login and launch in ``client``; return the response to the message.

        ``claims`` replace some of the message; ``REMOVED`` leaves one out. ``sign`` may sign as an attacker does.
        """
        message = Message(course, person, link, message_type, for_user, in_frame)
        redirect = self.begin_login(client, message)
        return self.send_message(client, redirect, claims, sign, in_frame)

    def begin_login(self, client: Client, message: Message) -> dict[str, str]:
        """Send ``client`` to the tool's login; return the parameters of its redirect to this platform."""
        response = client.post(
            f"{self.tool_url}/lti/login/", login.initiation(self, message), headers=_headers(message.in_frame)
        )
        return login.redirect_parameters(self, response)

    def send_message(
        self,
        client: Client,
        redirect: Mapping[str, str],
        claims: Mapping[str, Any] | None = None,
        sign: Sign = signed,
        in_frame: bool = True,
    ) -> HttpResponse:
        """Answer the tool's redirect: post the message and the state to the tool by ``client``."""
        form = login.authenticate(self, redirect, claims, sign)
        return client.post(redirect["redirect_uri"], form, headers=_headers(in_frame))


def _headers(in_frame: bool) -> dict[str, str]:
    """Return what browsers say of the form that a platform posts."""
    return {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "iframe" if in_frame else "document",
    }
