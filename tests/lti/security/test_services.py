"""Calls to the services of platforms: with a token that is asked for when it is needed, and no more often."""

import threading
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from lti.errors import ServiceError
from lti.messages.names import LINE_ITEM_SCOPE, ROSTER_SCOPE, SCORE_SCOPE
from lti.models import Platform
from lti.security import access_tokens, http
from lti.security.access_tokens import access_token
from lti.security.http import PlatformResponse
from lti.security.services import call
from tests.lti.platform import LearningPlatform
from tests.lti.platform.failures import Failure
from tests.lti.platform.http import Response, as_json
from tests.lti.platform.keys import Key
from tests.lti.platform.services import line_items, memberships
from tests.wording import says

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(learning_platform: LearningPlatform) -> Platform:
    """The platform as it is registered here."""
    return Platform.objects.get(client_id=learning_platform.client_id)


def tokens_asked_for(learning_platform: LearningPlatform) -> int:
    return len([request for request in learning_platform.requests if request.path == "/token"])


def answer_next(learning_platform: LearningPlatform, part: str, response: Response) -> None:
    gate = threading.Event()
    gate.set()
    learning_platform.coming.append(Failure(part, response, 1, gate))


def test_a_service_answers_whoever_has_a_token(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    course = learning_platform.add_course()
    course.enroll(learning_platform.add_person("Ada Byron"))
    url = learning_platform.memberships_url(course)
    answer = call(platform, (ROSTER_SCOPE,), "GET", url, accept=memberships.CONTAINER)
    assert answer.ok
    assert [member["name"] for member in answer.json()["members"]] == ["Ada Byron"]


def test_bodies_are_sent_as_json_of_the_kind_that_the_service_wants(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    course = learning_platform.add_course()
    url, item = learning_platform.line_items_url(course), {"label": "Wörter", "scoreMaximum": 5}
    answer = call(platform, (LINE_ITEM_SCOPE,), "POST", url, body=item, content_type=line_items.ITEM)
    assert answer.status == 201
    assert [item.label for item in course.line_items] == ["Wörter"]


def test_a_token_is_used_again_for_the_same_scopes_in_any_order(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    first = access_token(platform, (SCORE_SCOPE, LINE_ITEM_SCOPE))
    assert access_token(platform, (LINE_ITEM_SCOPE, SCORE_SCOPE)) == first
    assert access_token(platform, (ROSTER_SCOPE,)) != first
    assert tokens_asked_for(learning_platform) == 2


def test_a_token_is_not_used_at_another_platform(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    token = access_token(platform, (SCORE_SCOPE,))
    fields = {"issuer": platform.issuer, "token_url": platform.token_url, "keyset_url": platform.keyset_url}
    learning_platform.client_id = "2"
    second = Platform.objects.create(name="Second", client_id="2", auth_url=platform.auth_url, **fields)
    assert access_token(second, (SCORE_SCOPE,)) != token
    # The same row, described anew.
    learning_platform.client_id = platform.client_id = "3"
    platform.save()
    assert access_token(platform, (SCORE_SCOPE,)) != token


def test_a_token_that_the_platform_has_forgotten_is_renewed_once(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    url = learning_platform.memberships_url(learning_platform.add_course())

    def ask() -> PlatformResponse:
        return call(platform, (ROSTER_SCOPE,), "GET", url, accept=memberships.CONTAINER)

    assert ask().ok
    learning_platform.access_tokens.clear()
    assert ask().ok
    assert ask().ok
    assert tokens_asked_for(learning_platform) == 2
    learning_platform.fail("/memberships", 401, times=5)
    before = len(learning_platform.requests)
    assert ask().status == 401
    # Two calls, and a request for a token between them.
    assert len(learning_platform.requests) == before + 3


@pytest.mark.parametrize("status", [302, 400, 403, 404, 422, 500, 503])
def test_other_answers_are_for_the_caller_to_judge(
    status: int, learning_platform: LearningPlatform, platform: Platform
) -> None:
    url = learning_platform.memberships_url(learning_platform.add_course())
    learning_platform.fail("/memberships", status, Location=f"{learning_platform.url}/elsewhere")
    answer = call(platform, (ROSTER_SCOPE,), "GET", url, accept=memberships.CONTAINER)
    assert (answer.status, answer.ok) == (status, False)
    assert tokens_asked_for(learning_platform) == 1
    assert "/elsewhere" not in [request.path for request in learning_platform.requests]


def test_the_audience_that_the_administrator_entered_is_used(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    platform.token_audience = "https://audience.example"
    with pytest.raises(ServiceError) as refused:
        access_token(platform, (SCORE_SCOPE,))
    assert "Audience" in str(refused.value)
    platform.token_audience = learning_platform.issuer
    assert access_token(platform, (SCORE_SCOPE,)) in learning_platform.access_tokens


def test_a_platform_that_does_not_know_our_key_says_so(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    learning_platform.tool_keys = [Key("tool-key", number=9).public_jwk()]
    with pytest.raises(ServiceError) as refused:
        access_token(platform, (SCORE_SCOPE,))
    assert says(access_tokens.REFUSED.format(name=platform.name, status="401"), str(refused.value))
    assert "invalid_client" in str(refused.value)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(Response(b"<html>"), http.NOT_JSON, id="a page"),
        pytest.param(as_json([]), access_tokens.NO_TOKEN, id="a list"),
        pytest.param(as_json({}), access_tokens.NO_TOKEN, id="no token"),
        pytest.param(as_json({"access_token": 7}), access_tokens.NO_TOKEN, id="a number"),
        pytest.param(as_json({"access_token": ""}), access_tokens.NO_TOKEN, id="an empty one"),
        pytest.param(as_json({"access_token": "a\r\nX: 1"}), access_tokens.NO_TOKEN, id="another header"),
        pytest.param(as_json({"access_token": "a b"}), access_tokens.NO_TOKEN, id="two words"),
        pytest.param(as_json({"access_token": "é"}), access_tokens.NO_TOKEN, id="not ASCII"),
        pytest.param(as_json({"access_token": "a" * 20_000}), access_tokens.NO_TOKEN, id="20,000 letters"),
        pytest.param(as_json({"access_token": "a" * 200_000}), http.TOO_LONG, id="200,000 letters"),
        pytest.param(as_json(["no"], 400), access_tokens.REFUSED, id="refused with a list"),
        pytest.param(as_json({"error": ["x"]}, 400), access_tokens.REFUSED, id="refused with a list in it"),
        pytest.param(Response(b"\xff", 500), access_tokens.REFUSED, id="refused with nonsense"),
        pytest.param(
            as_json({}, 307, Location="http://10.0.0.1/token"), access_tokens.REFUSED, id="a redirect"
        ),
    ],
)
def test_an_answer_without_a_usable_token_is_refused(
    answer: Response, reason: str, learning_platform: LearningPlatform, platform: Platform
) -> None:
    answer_next(learning_platform, "/token", answer)
    with pytest.raises(ServiceError) as refused:
        access_token(platform, (SCORE_SCOPE,))
    assert says(reason, str(refused.value))
    # It is not kept: the next try succeeds.
    assert access_token(platform, (SCORE_SCOPE,)) in learning_platform.access_tokens


@pytest.mark.parametrize(
    ("expires_in", "is_kept"),
    [(3600, True), ("3600", True), (10**15, True), (61, True), (60, False), (0, False), (-5, False),
     (None, False), ("soon", False), ("9" * 5000, False), ([], False)],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_a_token_is_kept_until_shortly_before_it_expires(
    expires_in: Any, is_kept: bool, learning_platform: LearningPlatform, platform: Platform
) -> None:
    answer_next(learning_platform, "/token", as_json({"access_token": "first", "expires_in": expires_in}))
    assert access_token(platform, (SCORE_SCOPE,)) == "first"
    assert (access_token(platform, (SCORE_SCOPE,)) == "first") == is_kept


def test_no_token_is_kept_for_longer_than_an_hour(
    learning_platform: LearningPlatform, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    keep = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, value, timeout: (kept.append(timeout), keep(key, value, timeout))
    )
    answer_next(learning_platform, "/token", as_json({"access_token": "first", "expires_in": 10**9}))
    access_token(platform, (SCORE_SCOPE,))
    assert kept == [3540]


def test_services_in_our_own_network_are_not_called(
    learning_platform: LearningPlatform, platform: Platform
) -> None:
    access_token(platform, (SCORE_SCOPE,))
    before = len(learning_platform.requests)
    url = f"https://127.0.0.1:{learning_platform.server.server_port}/scores"
    with override_settings(PLATFORMS_TO_PRIVATE=False), pytest.raises(ServiceError) as refused:
        call(platform, (SCORE_SCOPE,), "POST", url, body={})
    assert says(http.NOT_PUBLIC, str(refused.value))
    assert len(learning_platform.requests) == before


def test_a_service_that_hangs_is_not_waited_for(
    learning_platform: LearningPlatform, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "SECONDS", 0.5)
    url = learning_platform.memberships_url(learning_platform.add_course())
    access_token(platform, (ROSTER_SCOPE,))
    gate = learning_platform.hang("/memberships")
    try:
        with pytest.raises(ServiceError) as refused:
            call(platform, (ROSTER_SCOPE,), "GET", url, accept=memberships.CONTAINER)
    finally:
        gate.set()
    assert says(http.NO_ANSWER, str(refused.value))
    # The token, which is in the request, is not in the message.
    assert access_token(platform, (ROSTER_SCOPE,)) not in str(refused.value)


def test_addresses_that_are_none_are_refused(learning_platform: LearningPlatform, platform: Platform) -> None:
    for url in (
        "",
        "nonsense",
        "http://",
        "http://[",
        "file:///etc/passwd",
        f"http://user:secret@{platform.name}/",
    ):
        with pytest.raises(ServiceError) as refused:
            call(platform, (ROSTER_SCOPE,), "GET", url)
        assert "secret" not in str(refused.value)
