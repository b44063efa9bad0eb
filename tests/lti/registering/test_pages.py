"""The pages on which the site's administrators connect learning platforms."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lti.access import platform_for_login
from lti.messages import names
from lti.models import Course, Deployment, Platform, RegistrationLink
from lti.registering.actions import PlatformDetails, register_platform
from people.digests import token_digest
from people.models import User
from tests.world import World

pytestmark = pytest.mark.django_db

FIVE = ("issuer", "client_id", "auth_url", "token_url", "keyset_url")


@pytest.fixture(autouse=True)
def public_only(settings: Any) -> None:
    settings.PLATFORMS_TO_PRIVATE = False


@pytest.fixture
def platform(administrator: User, details: PlatformDetails) -> Platform:
    return register_platform(administrator, details)


def five_values(details: PlatformDetails) -> dict[str, str]:
    return {name: getattr(details, name) for name in FIVE}


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"lti:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_nobody_else_sees_them(world: World, platform: Platform) -> None:
    deployment = Deployment.objects.create(platform=platform, deployment_id="1")
    teacher = world.client("teacher")
    for name, args in (
        ("platforms", ()),
        ("new-platform", ()),
        ("platform", (platform.pk,)),
        ("remove-platform", (platform.pk,)),
    ):
        assert teacher.get(reverse(f"lti:{name}", args=args)).status_code == 404
    for name, args in (
        ("new-registration-link", ()),
        ("new-platform", ()),
        ("platform", (platform.pk,)),
        ("remove-platform", (platform.pk,)),
        ("accept-deployment", (platform.pk, deployment.pk)),
    ):
        assert teacher.post(reverse(f"lti:{name}", args=args)).status_code == 404
    assert Platform.objects.exists()


def test_they_are_linked_from_the_administration_alone(operator: Client, world: World) -> None:
    address = reverse("lti:platforms")
    assert address in operator.get(reverse("operations")).content.decode()
    assert address not in operator.get(reverse("articles:list")).content.decode()


def test_a_platform_is_connected_with_five_values(operator: Client, details: PlatformDetails) -> None:
    fields = re.findall(r'<input[^>]* name="(\w+)"', page(operator, "new-platform"))
    assert [name for name in fields if name != "csrfmiddlewaretoken"] == list(FIVE)
    response = operator.post(reverse("lti:new-platform"), five_values(details))
    platform = platform_for_login(details.issuer, details.client_id)
    assert response["Location"] == reverse("lti:platform", args=[platform.pk])
    assert platform.name in page(operator, "platforms")


def test_the_form_of_canvas_knows_four_of_them(operator: Client) -> None:
    text = page(operator, "new-platform", product="canvas")
    assert "https://sso.canvaslms.com/login/oauth2/token" in text
    assert "data-where" in text
    assert "data-where" not in page(operator, "new-platform", product="unknown")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "moodle"),
        ("issuer", "https://moodle.school.example/#a"),
        ("auth_url", "javascript:alert(1)"),
        ("token_url", "http://moodle.school.example/token"),
        ("keyset_url", "https://moodle.school.example/" + "a" * 1000),
        ("client_id", ""),
        ("client_id", "two\nlines"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    operator: Client, details: PlatformDetails, field: str, value: str
) -> None:
    response = operator.post(reverse("lti:new-platform"), five_values(details) | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Platform.objects.exists()


def test_http_is_for_a_network_of_ones_own(operator: Client, details: PlatformDetails, settings: Any) -> None:
    settings.PLATFORMS_TO_PRIVATE = True
    local = five_values(details) | {"issuer": "http://moodle.lan", "token_url": "http://10.0.0.5/token"}
    assert operator.post(reverse("lti:new-platform"), local).status_code == 302


def test_a_platform_is_connected_once(operator: Client, platform: Platform, details: PlatformDetails) -> None:
    assert operator.post(reverse("lti:new-platform"), five_values(details)).status_code == 422


def test_a_platform_is_changed(operator: Client, platform: Platform, details: PlatformDetails) -> None:
    address = reverse("lti:platform", args=[platform.pk])
    values = five_values(details) | {
        "name": "Moodle of our school",
        "token_audience": "",
        "origins": "https://learn.school.example/course?id=1\nhttps://school.example:8443",
    }
    assert operator.post(address, values).status_code == 302
    platform.refresh_from_db()
    assert platform.name == "Moodle of our school"
    assert platform.origins[:2] == ["https://learn.school.example", "https://school.example:8443"]
    wrong = operator.post(address, values | {"origins": "https://a.example\n'self'"})
    assert list(wrong.context["form"].errors) == ["origins"]


def test_deployments_wait_until_they_are_accepted(operator: Client, platform: Platform) -> None:
    deployment = Deployment.objects.create(platform=platform, deployment_id="second-school")
    assert "data-waiting" in page(operator, "platforms")
    assert "second-school" in page(operator, "platform", platform.pk)
    operator.post(reverse("lti:accept-deployment", args=[platform.pk, deployment.pk]))
    deployment.refresh_from_db()
    assert deployment.accepted_at
    assert "data-waiting" not in page(operator, "platforms")


def test_a_deployment_is_accepted_on_its_own_platform(
    operator: Client, platform: Platform, administrator: User
) -> None:
    deployment = Deployment.objects.create(platform=platform, deployment_id="1")
    address = reverse("lti:accept-deployment", args=[platform.pk + 1, deployment.pk])
    assert operator.post(address).status_code == 404
    assert operator.post(reverse("lti:accept-deployment", args=[platform.pk, 987_654])).status_code == 404


def test_removing_asks_first(operator: Client, platform: Platform, world: World) -> None:
    deployment = Deployment.objects.create(platform=platform, deployment_id="1")
    Course.objects.create(deployment=deployment, context_id="c", team=world.team)
    assert "1 course" in page(operator, "remove-platform", platform.pk)
    assert Platform.objects.exists()
    response = operator.post(reverse("lti:remove-platform", args=[platform.pk]))
    assert response["Location"] == reverse("lti:platforms")
    assert not Platform.objects.exists()


def test_an_address_for_registering_is_shown_once(operator: Client) -> None:
    text = operator.post(reverse("lti:new-registration-link")).content.decode()
    token = re.search(r"http://testserver/lti/register/([\w-]+)/", text)
    assert token
    assert RegistrationLink.objects.get().digest == token_digest(token[1])
    assert "/lti/register/" not in page(operator, "platforms")


def test_canvas_reads_its_configuration(client: Client) -> None:
    response = client.get(reverse("lti:canvas"), secure=True, headers={"host": "testserver"})
    configuration = response.json()
    site = "https://testserver"
    assert configuration["oidc_initiation_url"] == f"{site}/lti/login/"
    assert configuration["public_jwk_url"] == site + reverse("lti:keys")
    assert configuration["target_link_uri"] == f"{site}/lti/launch/"
    (extension,) = configuration["extensions"]
    assert extension["privacy_level"] == "name_only"
    placements = {
        placement["placement"]: placement["message_type"] for placement in extension["settings"]["placements"]
    }
    assert placements["assignment_selection"] == "LtiDeepLinkingRequest"
    assert configuration["scopes"] == list(names.SCOPES)
    assert configuration["custom_fields"] == {"sections": "$com.instructure.User.sectionNames"}


def test_where_all_schools_have_one_address_yours_is_asked_for(
    operator: Client, administrator: User, platform: Platform, details: PlatformDetails
) -> None:
    assert "data-needs-site" not in page(operator, "platform", platform.pk)
    canvas = replace(details, issuer="https://canvas.instructure.com")
    hosted = register_platform(administrator, canvas)
    assert "data-needs-site" in page(operator, "platform", hosted.pk)
    values = five_values(canvas) | {"name": "Canvas", "origins": "https://school.instructure.com"}
    operator.post(reverse("lti:platform", args=[hosted.pk]), values)
    assert "data-needs-site" not in page(operator, "platform", hosted.pk)
