"""A platform that is given an address registers itself, once, and nobody else does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lti.access import platform_for_login
from lti.messages import names
from lti.models import Platform, RegistrationLink
from lti.registering.actions import create_registration_link
from people.models import User
from tests.lti.platform import LearningPlatform
from tests.lti.platform.http import Response, as_json
from tests.lti.platform.services.registration import (
    PLATFORM_CONFIGURATION,
    TOOL_CONFIGURATION,
    platform_configuration,
    registration_address,
)

pytestmark = pytest.mark.django_db
CONFIGURATION = "/.well-known/openid-configuration"


@pytest.fixture
def address(administrator: User) -> str:
    """An address by which one platform may register itself."""
    _link, token = create_registration_link(administrator)
    return reverse("lti:register", args=[token])


def open_in_frame(platform: LearningPlatform, address: str, **headers: str) -> Any:
    """Open the address as the platform does in a frame of its administrator's page."""
    return Client().get(
        registration_address(platform, address), headers={"referer": f"{platform.url}/admin"} | headers
    )


def answer_with(platform: LearningPlatform, path: str, response: Response) -> None:
    """Let the platform answer one request to ``path`` with ``response``."""
    platform.fail(path)
    platform.coming[-1].response = response


def test_a_platform_registers_itself(unregistered_platform: LearningPlatform, address: str) -> None:
    response = open_in_frame(unregistered_platform, address)
    assert (response.status_code, unregistered_platform.refusals) == (200, [])
    assert "pages/registered.js" in response.content.decode()
    platform = platform_for_login(unregistered_platform.issuer, unregistered_platform.client_id)
    assert platform.keyset_url == f"{unregistered_platform.url}/keys"
    assert platform.product == unregistered_platform.product
    assert platform.deployments.get().deployment_id == unregistered_platform.deployment_id
    assert platform.deployments.get().accepted_at
    assert RegistrationLink.objects.get().platform == platform


def test_what_we_say_of_ourselves(unregistered_platform: LearningPlatform, address: str) -> None:
    open_in_frame(unregistered_platform, address)
    registration = unregistered_platform.registration
    assert registration["redirect_uris"] == ["http://testserver/lti/launch/"]
    assert registration["initiate_login_uri"] == "http://testserver/lti/login/"
    assert registration["jwks_uri"] == "http://testserver/lti/keys/"
    assert set(registration["scope"].split()) == {*names.SCOPES, names.GROUPS_SCOPE}
    configuration = registration[TOOL_CONFIGURATION]
    assert configuration["claims"] == ["iss", "sub", "name", "given_name", "family_name"]
    assert [message["type"] for message in configuration["messages"]] == [
        "LtiResourceLinkRequest",
        "LtiDeepLinkingRequest",
        "LtiSubmissionReviewRequest",
    ]


def test_only_what_the_platform_supports_is_asked_for(
    unregistered_platform: LearningPlatform, address: str
) -> None:
    score = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
    limited = platform_configuration(unregistered_platform) | {
        "scopes_supported": ["openid", score],
        "claims_supported": ["sub", "iss"],
        PLATFORM_CONFIGURATION: {"product_family_code": "moodle", "messages_supported": ["LtiResourceLink"]},
    }
    answer_with(unregistered_platform, CONFIGURATION, as_json(limited))
    assert open_in_frame(unregistered_platform, address).status_code == 200
    registration = unregistered_platform.registration
    assert registration["scope"] == score
    assert registration[TOOL_CONFIGURATION]["claims"] == ["iss", "sub"]
    messages = registration[TOOL_CONFIGURATION]["messages"]
    assert [message["type"] for message in messages] == ["LtiResourceLinkRequest"]


def test_the_page_may_be_in_a_frame_of_the_platform_alone(
    unregistered_platform: LearningPlatform, address: str
) -> None:
    response = open_in_frame(unregistered_platform, address, referer="https://school.example/admin?secret")
    policy = response["Content-Security-Policy"]
    ancestors = policy.partition("frame-ancestors ")[2].partition(";")[0].split()
    assert set(ancestors) == {unregistered_platform.url, "https://school.example"}
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Opener-Policy"] == "unsafe-none"
    platform = Platform.objects.get()
    assert (set(platform.origins), platform.name) == (set(ancestors), "school.example")


def test_an_unknown_address_is_in_no_frame(unregistered_platform: LearningPlatform, db: None) -> None:
    response = open_in_frame(unregistered_platform, reverse("lti:register", args=["guessed"]))
    assert response.status_code == 404
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert unregistered_platform.requests == []


def test_an_address_works_once(unregistered_platform: LearningPlatform, address: str) -> None:
    open_in_frame(unregistered_platform, address)
    asked = len(unregistered_platform.requests)
    response = open_in_frame(unregistered_platform, address)
    assert response.status_code == 422
    assert "data-refused" in response.content.decode()
    assert len(unregistered_platform.requests) == asked


def test_an_address_ends(unregistered_platform: LearningPlatform, address: str) -> None:
    RegistrationLink.objects.update(expires_at=timezone.now())
    assert open_in_frame(unregistered_platform, address).status_code == 422
    assert unregistered_platform.requests == []


def test_opening_it_by_hand_says_what_to_do(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 422
    assert "Paste this address" in response.content.decode()


def test_a_failed_registration_may_be_tried_again(
    unregistered_platform: LearningPlatform, address: str
) -> None:
    unregistered_platform.fail("/register", 400)
    response = open_in_frame(unregistered_platform, address)
    assert response.status_code == 422
    assert "switched to 400" in response.content.decode()
    assert not Platform.objects.exists()
    assert open_in_frame(unregistered_platform, address).status_code == 200


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (CONFIGURATION, as_json(["not", "an", "object"])),
        (CONFIGURATION, Response(b"<html>", content_type="text/html")),
        (CONFIGURATION, Response(b"", 302, headers={"Location": "http://127.0.0.1/"})),
        (CONFIGURATION, as_json({"filler": "a" * 300_000})),
        (CONFIGURATION, as_json({"issuer": "https://canvas.instructure.com"})),
        ("/register", as_json({})),
        ("/register", as_json({"client_id": ["a"]})),
        ("/register", as_json({"client_id": "a" * 256})),
        ("/register", as_json([])),
        ("/register", Response(b"{")),
    ],
)
def test_a_platform_that_answers_wrongly_is_not_registered(
    unregistered_platform: LearningPlatform, address: str, path: str, answer: Response
) -> None:
    answer_with(unregistered_platform, path, answer)
    response = open_in_frame(unregistered_platform, address)
    assert response.status_code == 422
    assert "data-refused" in response.content.decode()
    assert not Platform.objects.exists()


def test_a_platform_of_our_own_network_is_not_asked(
    unregistered_platform: LearningPlatform, address: str, settings: Any
) -> None:
    settings.PLATFORMS_TO_PRIVATE = False
    for url in (f"{unregistered_platform.url}{CONFIGURATION}", "https://127.0.0.1/c", "https://localhost/c"):
        response = Client().get(address, {"openid_configuration": url})
        assert response.status_code == 422
    assert unregistered_platform.requests == []


def test_an_id_may_be_a_number(unregistered_platform: LearningPlatform, address: str) -> None:
    answer = {"client_id": 10000000000001, TOOL_CONFIGURATION: {"deployment_id": 7}}
    answer_with(unregistered_platform, "/register", as_json(answer, 201))
    assert open_in_frame(unregistered_platform, address).status_code == 200
    platform = platform_for_login(unregistered_platform.issuer, "10000000000001")
    assert platform.deployments.get().deployment_id == "7"


def test_an_address_is_not_tried_without_end(unregistered_platform: LearningPlatform, address: str) -> None:
    statuses = [Client().get(address).status_code for _attempt in range(31)]
    assert statuses[-1] == 429
