"""Launches through Django's test client: what a browser does between platform and tool."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.test import Client

from tests.lti.platform import login, names
from tests.lti.platform.courses import Course, Link, Person
from tests.lti.platform.keys import Sign, signed
from tests.lti.platform.messages import Message

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform


class Launching:
    """What a platform does with a test client."""

    def launch(
        self: "LearningPlatform",
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

    def begin_login(self: "LearningPlatform", client: Client, message: Message) -> dict[str, str]:
        """Send ``client`` to the tool's login; return the parameters of its redirect to this platform."""
        parameters = login.initiation(self, message)
        response = client.post(self.tool.login_url, parameters, headers=_headers(message.in_frame))
        assert response.status_code == 302, response.content.decode()[:2000]
        address, _, query = response["Location"].partition("?")
        assert address == f"{self.url}/auth"
        return dict(parse_qsl(query, keep_blank_values=True))

    def send_message(
        self: "LearningPlatform",
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
