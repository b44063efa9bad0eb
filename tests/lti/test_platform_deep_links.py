"""The tests' learning platform refuses deep linking responses that are not the tool's, or not for its request."""

import time
from typing import Any

import pytest

from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course
from tests.lti.platform.http import Refused
from tests.lti.platform.keys import Key
from tests.lti.platform.messages import REMOVED, with_changes
from tests.lti.platform.pages.deep_links import take_response

TOOL_KEY = Key("tool-key", number=7)
LINK = {"type": "ltiResourceLink", "title": "Headlines", "url": "https://tool.example/launch"}


@pytest.fixture
def course(unregistered_platform: LearningPlatform) -> Course:
    unregistered_platform.tool_keys = [TOOL_KEY.public_jwk()]
    return unregistered_platform.add_course()


def response(platform: LearningPlatform, course: Course, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    claims = {
        "iss": platform.client_id, "aud": platform.issuer, "iat": now, "exp": now + 60, "nonce": "n",
        names.MESSAGE_TYPE: names.DEEP_LINKING_RESPONSE, names.VERSION: "1.3.0",
        names.DEPLOYMENT_ID: platform.deployment_id, names.DATA: f"request-for-{course.id}",
        names.CONTENT_ITEMS: [LINK],
    }  # fmt: skip
    return with_changes(claims, changes)


def test_links_are_created_once(unregistered_platform: LearningPlatform, course: Course) -> None:
    token = TOOL_KEY.sign(response(unregistered_platform, course))
    assert [link.title for link in take_response(unregistered_platform, course, token)] == ["Headlines"]
    with pytest.raises(Refused, match="used"):
        take_response(unregistered_platform, course, token)
    assert len(course.links) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "somebody"}, {"aud": "https://elsewhere.example"}, {"exp": 1}, {"nonce": REMOVED},
        {names.DEPLOYMENT_ID: "2"}, {names.DATA: "request-for-another"}, {names.DATA: REMOVED},
        {names.CONTENT_ITEMS: [LINK, LINK]}, {names.CONTENT_ITEMS: [{"type": "html", "html": "…"}]},
        {names.CONTENT_ITEMS: [LINK | {"custom": {"number": 5}}]},
    ],
)  # fmt: skip
def test_others_are_refused(
    unregistered_platform: LearningPlatform, course: Course, changes: dict[str, Any]
) -> None:
    token = TOOL_KEY.sign(response(unregistered_platform, course, **changes))
    with pytest.raises(Refused):
        take_response(unregistered_platform, course, token)
    assert course.links == []


def test_another_key_is_refused(unregistered_platform: LearningPlatform, course: Course) -> None:
    token = Key(TOOL_KEY.kid, number=8).sign(response(unregistered_platform, course))
    with pytest.raises(Refused):
        take_response(unregistered_platform, course, token)
