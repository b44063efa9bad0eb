"""The services of the tests' learning platform refuse what the specifications do not allow."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3

from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course, Person, new_id
from tests.lti.platform.keys import Key
from tests.lti.platform.services import line_items, memberships, scores
from tests.lti.platform.services.access_tokens import ASSERTION_TYPE

TOOL_KEY = Key("tool-key", number=7)


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
    course.enroll(person, groups=["Red"])
    return person


def assertion(platform: LearningPlatform, key: Key = TOOL_KEY, **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": platform.client_id, "sub": platform.client_id, "aud": f"{platform.url}/token"}
    return key.sign(claims | {"iat": now, "exp": now + 60, "jti": new_id()} | changes)


def ask_token(platform: LearningPlatform, signed: str, scope: str = " ".join(names.SCOPES)) -> Any:
    form = {
        "grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed, "scope": scope,
    }  # fmt: skip
    return urllib3.PoolManager().request("POST", f"{platform.url}/token", fields=form, encode_multipart=False)


def ask(
    platform: LearningPlatform, method: str, url: str, media_type: str, body: Any = None, **more: Any
) -> Any:
    token = ask_token(platform, assertion(platform), **more).json()["access_token"]
    header = "Accept" if body is None else "Content-Type"
    headers = {"Authorization": f"Bearer {token}", header: media_type}
    return urllib3.request(method, url, json=body, headers=headers)


def test_a_token_is_for_the_scopes_that_the_platform_offers(platform: LearningPlatform) -> None:
    answer = ask_token(platform, assertion(platform), f"{names.SCORE_SCOPE} everything").json()
    assert (answer["token_type"], answer["scope"]) == ("Bearer", names.SCORE_SCOPE)


@pytest.mark.parametrize(
    "changes",
    [
        {"key": Key("tool-key", number=8)},
        {"aud": "https://elsewhere.example"},
        {"exp": 1},
        {"sub": "someone"},
    ],
)
def test_a_wrong_assertion_gets_no_token(platform: LearningPlatform, changes: dict[str, Any]) -> None:
    assert ask_token(platform, assertion(platform, **changes)).status == 401


def test_an_assertion_is_for_one_token(platform: LearningPlatform) -> None:
    signed = assertion(platform)
    assert [ask_token(platform, signed).status for _ in range(2)] == [200, 401]


def test_the_roster_has_pages(platform: LearningPlatform, course: Course, ada: Person) -> None:
    course.enroll(platform.add_person("Ms Lee"), names.TEACHER)
    course.enroll(platform.add_person("Bo"))
    platform.page_size = 2
    url, people = platform.memberships_url(course), []
    while url:
        answer = ask(platform, "GET", url, memberships.CONTAINER)
        people += [row["name"] for row in answer.json()["members"]]
        links = [part for part in answer.headers["Link"].split(", ") if part.endswith('rel="next"')]
        url = links[0].partition(">")[0].removeprefix("<") if links else ""
    assert people == ["Ada Byron", "Ms Lee", "Bo"]
    only = ask(platform, "GET", f"{platform.memberships_url(course)}?role=Instructor", memberships.CONTAINER)
    assert [row["name"] for row in only.json()["members"]] == ["Ms Lee"]


def test_groups_are_named_by_their_service(platform: LearningPlatform, course: Course, ada: Person) -> None:
    roster = ask(platform, "GET", platform.memberships_url(course), memberships.CONTAINER).json()
    groups = ask(platform, "GET", platform.groups_url(course), memberships.GROUPS).json()
    assert roster["members"][0]["group_enrollments"] == [{"group_id": groups["groups"][0]["id"]}]
    assert groups["groups"][0]["name"] == "Red"


def test_a_service_wants_its_scope(platform: LearningPlatform, course: Course) -> None:
    url = platform.memberships_url(course)
    answer = ask(platform, "GET", url, memberships.CONTAINER, scope=names.SCORE_SCOPE)
    assert answer.status == 403
    assert urllib3.request("GET", url).status == 401


def test_line_items_live(platform: LearningPlatform, course: Course) -> None:
    link, container = platform.add_link(course), platform.line_items_url(course)
    row = {"label": "Headlines", "scoreMaximum": 60, "resourceLinkId": link.id, "tag": "grade"}
    made = ask(platform, "POST", container, line_items.ITEM, row)
    assert (made.status, made.json()["resourceLinkId"]) == (201, link.id)
    address = made.json()["id"]
    assert ask(platform, "GET", f"{container}&tag=grade", line_items.CONTAINER).json() == [made.json()]
    assert ask(platform, "GET", f"{container}&tag=other", line_items.CONTAINER).json() == []
    ask(platform, "PUT", address, line_items.ITEM, {"label": "New", "scoreMaximum": 10})
    assert ask(platform, "GET", address, line_items.ITEM).json()["label"] == "New"
    assert ask(platform, "DELETE", address, line_items.ITEM).status == 204
    assert course.line_items == []


def score(person: Person, second: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "userId": person.id, "scoreGiven": 4, "scoreMaximum": 5, "timestamp": f"2026-11-30T10:00:0{second}.5Z",
        "activityProgress": "Completed", "gradingProgress": "FullyGraded",
    } | changes  # fmt: skip


def scores_url(platform: LearningPlatform, course: Course, part: str = "scores") -> str:
    item = course.line_items[0] if course.line_items else course.add_line_item("Headlines", 60)
    return platform.line_item_url(course, item).replace("?", f"/{part}?")


def test_a_score_becomes_a_result(platform: LearningPlatform, course: Course, ada: Person) -> None:
    assert ask(platform, "POST", scores_url(platform, course), scores.SCORE, score(ada)).status == 204
    results = ask(platform, "GET", scores_url(platform, course, "results"), scores.RESULTS).json()
    assert [(row["userId"], row["resultScore"]) for row in results] == [(ada.id, 48)]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"userId": "nobody"}, 404),
        ({"userId": "ms-lee"}, 404),
        ({"timestamp": "2026-11-30T10:00:01Z"}, 400),
        ({"timestamp": "2026-11-30T10:00:01.5"}, 400),
        ({"activityProgress": "Done"}, 400),
        ({"gradingProgress": None}, 400),
        ({"scoreMaximum": None}, 400),
        ({"scoreMaximum": 0}, 400),
        ({"scoreGiven": -1}, 400),
        ({"scoreGiven": True}, 400),
    ],
)
def test_a_wrong_score_is_refused(
    platform: LearningPlatform, course: Course, ada: Person, changes: dict[str, Any], status: int
) -> None:
    course.enroll(Person("Ms Lee", id="ms-lee"), names.TEACHER)
    answer = ask(platform, "POST", scores_url(platform, course), scores.SCORE, score(ada, **changes))
    assert (answer.status, course.line_items[0].scores) == (status, {})


def test_an_older_score_is_refused(platform: LearningPlatform, course: Course, ada: Person) -> None:
    url = scores_url(platform, course)
    statuses = [
        ask(platform, "POST", url, scores.SCORE, score(ada, second)).status for second in (2, 2, 1, 3)
    ]
    assert statuses == [204, 204, 409, 204]


def test_a_score_has_its_media_type_and_its_whole_address(
    platform: LearningPlatform, course: Course, ada: Person
) -> None:
    url = scores_url(platform, course)
    assert ask(platform, "POST", url, "application/json", score(ada)).status == 415
    assert ask(platform, "POST", url.partition("?")[0], scores.SCORE, score(ada)).status == 404


def test_failures_pass(platform: LearningPlatform) -> None:
    platform.fail("/keys", 500)
    platform.fail("/keys", 302, Location="http://127.0.0.1/")
    statuses = [
        urllib3.request("GET", f"{platform.url}/keys", redirect=False, retries=False).status for _ in "123"
    ]
    assert statuses == [500, 302, 200]


def test_a_service_hangs_until_it_is_let_go(platform: LearningPlatform) -> None:
    gate = platform.hang("/keys")
    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        urllib3.request("GET", f"{platform.url}/keys", timeout=0.2, retries=False)
    gate.set()
