"""The messages of the tests' learning platform have the members and types of the specifications' examples.

Each example in tests/golden/lti/ names the specification that it follows.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import urllib3

from lti.messages.launch import parse_launch
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course, Link, Person
from tests.lti.platform.keys import Key
from tests.lti.platform.messages import Message, claims_of
from tests.lti.platform.pages.deep_links import take_response
from tests.lti.platform.services import line_items, memberships, registration, scores
from tests.lti.test_platform_services import TOOL_KEY, ask, ask_token, assertion

EXAMPLES = Path(__file__).parent.parent / "golden" / "lti"
REQUESTS = ["resource_link_request", "deep_linking_request", "submission_review_request"]
# What the examples have and platforms may leave out.
LEFT_OUT = {
    "azp", "middle_name", "picture", "lis_person_sourcedid", "person_sourcedid", "startDateTime", "endDateTime",
    "accept_media_types", "text", "height", "width", "contact_email", "description", "url", "version",
    f"{names.LTI}lis", f"{names.LTI}role_scope_mentor",
}  # fmt: skip


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text())["example"]


def differences(expected: Any, sent: Any, where: str = "") -> Iterator[str]:
    """Yield where ``sent`` lacks what ``expected`` has, or has it in another type."""
    if where == "/aud" and isinstance(sent, str):
        return  # one audience may be sent as a text
    if _kind(expected) is not _kind(sent):
        yield f"{where}: {sent!r}"
    elif isinstance(expected, list) and expected:
        yield from differences(expected[0], sent[0], f"{where}/0")
    elif isinstance(expected, dict):
        for name, value in expected.items():
            if name in sent:
                yield from differences(value, sent[name], f"{where}/{name}")
            elif name not in LEFT_OUT and not (where.endswith("custom") or "#" in name):
                yield f"{where}/{name} is missing"


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


@pytest.fixture
def platform() -> Iterator[LearningPlatform]:
    platform = LearningPlatform()
    platform.tool_keys = [TOOL_KEY.public_jwk()]
    yield platform
    platform.server.stop()


@pytest.fixture
def course(platform: LearningPlatform) -> Course:
    return platform.add_course()


@pytest.fixture
def ada(platform: LearningPlatform, course: Course) -> Person:
    person = platform.add_person("Ada Byron")
    course.enroll(person)
    return person


@pytest.fixture
def link(platform: LearningPlatform, course: Course) -> Link:
    link = platform.add_link(course, quiz="1")
    item = course.add_line_item("Headlines", link=link)
    item.resource_id, item.tag = "a", "grade"
    return link


def test_every_example_names_its_specification() -> None:
    sources = [json.loads(path.read_text())["source"] for path in EXAMPLES.iterdir()]
    assert len(sources) >= 13
    assert all("imsglobal.org/spec/" in source for source in sources)


@pytest.mark.parametrize("name", REQUESTS)
def test_messages(platform: LearningPlatform, course: Course, ada: Person, link: Link, name: str) -> None:
    expected = example(name)
    message_type = expected[names.MESSAGE_TYPE]
    whose = ada if message_type == names.SUBMISSION_REVIEW else None
    chosen = None if message_type == names.DEEP_LINKING else link
    sent = claims_of(platform, Message(course, ada, chosen, message_type, whose), "n")
    assert list(differences(expected, sent)) == []


@pytest.mark.parametrize("name", REQUESTS)
def test_the_tool_understands_the_example_itself(name: str) -> None:
    launch = parse_launch(example(name))
    assert (launch.name, launch.context_title) == ("Ada Byron", "News literacy")


def test_a_message_has_no_claims_of_its_own_making(
    platform: LearningPlatform, course: Course, ada: Person, link: Link
) -> None:
    known = set().union(*(example(name) for name in REQUESTS)) | {names.GROUPS}
    for message_type in (names.RESOURCE_LINK, names.DEEP_LINKING, names.SUBMISSION_REVIEW):
        assert set(claims_of(platform, Message(course, ada, link, message_type, ada), "n")) <= known


def test_deep_linking_takes_the_example(platform: LearningPlatform, course: Course) -> None:
    mine = {
        "iss": platform.client_id, "aud": platform.issuer, "exp": 9999999999,
        names.DEPLOYMENT_ID: platform.deployment_id, names.DATA: f"request-for-{course.id}",
    }  # fmt: skip
    take_response(platform, course, TOOL_KEY.sign(example("deep_linking_response") | mine))
    (link,), (item,) = course.links, course.line_items
    assert (link.title, link.custom["quiz_id"]) == ("A title", "az-123")
    assert (item.label, item.score_maximum, item.link) == ("Chapter 12 quiz", 87, link)


def test_rosters(platform: LearningPlatform, course: Course, ada: Person) -> None:
    answer = ask(platform, "GET", platform.memberships_url(course), memberships.CONTAINER)
    assert answer.headers["Content-Type"] == memberships.CONTAINER
    assert list(differences(example("membership_container"), answer.json())) == []


def test_line_items(platform: LearningPlatform, course: Course, link: Link) -> None:
    described = example("line_item") | {"resourceLinkId": link.id}
    made = ask(platform, "POST", platform.line_items_url(course), line_items.ITEM, described)
    assert (made.status, made.headers["Content-Type"]) == (201, line_items.ITEM)
    assert list(differences(described, made.json())) == []


def test_scores_and_results(platform: LearningPlatform, course: Course, ada: Person, link: Link) -> None:
    assert link.line_item
    base, _, query = platform.line_item_url(course, link.line_item).partition("?")
    score = example("score") | {"userId": ada.id}
    assert ask(platform, "POST", f"{base}/scores?{query}", scores.SCORE, score).status == 204
    results = ask(platform, "GET", f"{base}/results?{query}", scores.RESULTS)
    assert list(differences(example("result_container"), results.json())) == []


def test_the_configuration(platform: LearningPlatform) -> None:
    sent = urllib3.request("GET", f"{platform.url}/.well-known/openid-configuration").json()
    assert list(differences(example("platform_configuration"), sent)) == []


def test_registration_takes_the_example(platform: LearningPlatform) -> None:
    registration.registration_address(platform, "https://tool.example/register")
    headers = {"Authorization": f"Bearer {platform.registration_token}"}
    described = example("registration_request")
    answers = [
        urllib3.request("POST", f"{platform.url}/register", json=described, headers=headers) for _ in "12"
    ]
    assert [answer.status for answer in answers] == [200, 401]
    expected = example("registration_response")
    del expected["registration_client_uri"]
    assert list(differences(expected, answers[0].json())) == []
    assert platform.tool.login_url == "https://client.example.org/lti"


def test_access_tokens(platform: LearningPlatform) -> None:
    answer = ask_token(platform, assertion(platform)).json()
    assert list(differences(example("access_token"), answer)) == []


def test_a_published_key_reads_what_it_signed() -> None:
    key = Key("k", number=3)
    jwk = key.public_jwk()
    assert set(jwk) == {"kty", "n", "e", "kid", "alg", "use"}
    assert jwt.decode(key.sign({"sub": "ada"}), jwt.PyJWK(jwk).key, ["RS256"]) == {"sub": "ada"}
