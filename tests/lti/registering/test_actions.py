"""Platforms are registered, changed and removed by site administrators alone."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from lti.access import is_open, platform_for_login
from lti.errors import LaunchRefused, RegistrationError
from lti.messages import names
from lti.messages.launch import Launch
from lti.models import Course, Deployment, Platform, RegistrationLink
from lti.registering.actions import (
    LINK_LIFETIME,
    MAX_LINKS,
    MAX_ORIGINS,
    PlatformDetails,
    accept_deployment,
    create_registration_link,
    learn_from_launch,
    register_by_link,
    register_platform,
    remove_platform,
    update_platform,
)
from people.models import User
from people.permissions import PermissionRefused
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_rest_follows_from_five_values(administrator: User, details: PlatformDetails) -> None:
    platform = register_platform(administrator, details)
    assert platform.name == "moodle.school.example"
    assert platform.origins == ["https://moodle.school.example"]
    assert (platform.token_audience, platform.created_by) == ("", administrator)


def test_what_is_known_of_a_product_is_filled_in(administrator: User, details: PlatformDetails) -> None:
    canvas = replace(details, issuer="https://canvas.instructure.com")
    assert register_platform(administrator, canvas).product == "canvas"
    assert register_platform(administrator, replace(details, client_id="0")).product == "moodle"
    edx = "https://learn.school.example/api/lti_consumer/v1/launch/"
    assert (
        register_platform(administrator, replace(details, client_id="1", auth_url=edx)).product == "openedx"
    )
    unknown = replace(details, client_id="2", auth_url="https://learn.school.example/")
    assert register_platform(administrator, unknown).product == ""
    brightspace = replace(details, token_url="https://auth.brightspace.com/core/connect/token")
    assert register_platform(administrator, brightspace).token_audience.endswith("/auth/token")


def test_nobody_else_may(world: World, administrator: User, details: PlatformDetails) -> None:
    platform = register_platform(administrator, details)
    deployment = Deployment.objects.create(platform=platform, deployment_id="1")
    for act in (
        lambda: register_platform(world.teacher, replace(details, client_id="other")),
        lambda: update_platform(
            world.teacher, platform, replace(details, keyset_url="https://evil.example/")
        ),
        lambda: remove_platform(world.teacher, platform),
        lambda: accept_deployment(world.teacher, deployment),
        lambda: create_registration_link(world.teacher),
    ):
        with pytest.raises(Http404):
            act()
    deployment.refresh_from_db()
    assert (deployment.accepted_at, Platform.objects.get().keyset_url) == (None, details.keyset_url)
    assert not RegistrationLink.objects.exists()


def test_a_platform_is_registered_once(administrator: User, details: PlatformDetails) -> None:
    register_platform(administrator, details)
    other = register_platform(administrator, replace(details, client_id="other"))
    with pytest.raises(RegistrationError):
        register_platform(administrator, details)
    with pytest.raises(RegistrationError):
        update_platform(administrator, other, details)
    assert Platform.objects.count() == 2


def test_keys_of_another_address_are_forgotten(administrator: User, details: PlatformDetails) -> None:
    platform = register_platform(administrator, details)
    platform.keys, platform.keys_read_at = {"keys": []}, timezone.now()
    platform.save()
    update_platform(administrator, platform, replace(details, name="School", origins=("https://a.example",)))
    assert (platform.keys, platform.name) == ({"keys": []}, "School")
    assert platform.origins == ["https://a.example", "https://moodle.school.example"]
    update_platform(
        administrator, platform, replace(details, keyset_url="https://moodle.school.example/keys")
    )
    assert Platform.objects.values_list("keys", "keys_read_at").get() == (None, None)


def test_removing_a_platform_leaves_the_class(
    world: World, administrator: User, details: PlatformDetails
) -> None:
    platform = register_platform(administrator, details)
    deployment = Deployment.objects.create(platform=platform, deployment_id="1")
    Course.objects.create(deployment=deployment, context_id="c", team=world.team)
    remove_platform(administrator, platform)
    assert not Course.objects.exists()
    world.team.refresh_from_db()
    assert world.team.deleted_at is None


def test_a_login_finds_its_platform(administrator: User, details: PlatformDetails) -> None:
    platform = register_platform(administrator, details)
    assert platform_for_login(details.issuer, details.client_id) == platform
    assert platform_for_login(details.issuer, "") == platform
    for issuer, client_id in ((details.issuer, "other"), (f"{details.issuer}/", ""), ("", "")):
        with pytest.raises(LaunchRefused):
            platform_for_login(issuer, client_id)


def test_a_login_that_may_mean_several_is_refused(administrator: User, details: PlatformDetails) -> None:
    register_platform(administrator, details)
    other = register_platform(administrator, replace(details, client_id="other"))
    assert platform_for_login(details.issuer, "other") == other
    with pytest.raises(LaunchRefused, match="several times"):
        platform_for_login(details.issuer, "")


def test_a_link_registers_one_platform(administrator: User, details: PlatformDetails) -> None:
    link, token = create_registration_link(administrator)
    assert token not in link.digest
    platform = register_by_link(link, details, "7")
    assert platform.deployments.get(deployment_id="7").accepted_at
    with pytest.raises(RegistrationError):
        register_by_link(link, replace(details, client_id="other"), "")
    assert Platform.objects.get() == platform


def test_a_platform_that_registers_again_is_updated(administrator: User, details: PlatformDetails) -> None:
    ours = replace(details, name="Our Moodle", origins=("https://learn.school.example",))
    platform = register_platform(administrator, ours)
    link, _token = create_registration_link(administrator)
    moved = replace(
        details, token_url="https://moodle.school.example/token", origins=("https://new.example",)
    )
    assert register_by_link(link, moved, "") == platform
    updated = Platform.objects.get()
    assert (updated.token_url, updated.name) == (moved.token_url, "Our Moodle")
    assert {"https://learn.school.example", "https://new.example"} < set(updated.origins)


def test_a_link_ends(administrator: User, details: PlatformDetails) -> None:
    link, _token = create_registration_link(administrator)
    RegistrationLink.objects.update(expires_at=timezone.now())
    with pytest.raises(RegistrationError):
        register_by_link(link, details, "")
    RegistrationLink.objects.update(expires_at=timezone.now() - LINK_LIFETIME)
    create_registration_link(administrator)
    assert not RegistrationLink.objects.filter(pk=link.pk).exists()


def test_a_link_of_a_former_administrator_is_void(administrator: User, details: PlatformDetails) -> None:
    link, _token = create_registration_link(administrator)
    User.objects.filter(pk=administrator.pk).update(is_staff=False)
    with pytest.raises(RegistrationError):
        register_by_link(link, details, "")
    link.created_by.refresh_from_db()
    assert not is_open(link)


def test_links_are_not_without_number(administrator: User) -> None:
    for _number in range(MAX_LINKS):
        create_registration_link(administrator)
    with pytest.raises(PermissionRefused):
        create_registration_link(administrator)


def test_a_deployment_is_accepted_once(administrator: User, details: PlatformDetails) -> None:
    deployment = Deployment.objects.create(
        platform=register_platform(administrator, details), deployment_id="2"
    )
    accept_deployment(administrator, deployment)
    first = Deployment.objects.get().accepted_at
    accept_deployment(administrator, deployment)
    assert first
    assert Deployment.objects.get().accepted_at == first


def launch_from(return_url: str, product: str = "") -> Launch:
    return Launch(names.RESOURCE_LINK, "1", "ada", "", return_url=return_url, product=product)


def test_a_launch_tells_at_which_site_a_platform_is_used(
    administrator: User, details: PlatformDetails, settings: Any
) -> None:
    settings.PLATFORMS_TO_PRIVATE = False
    platform = register_platform(administrator, details)
    for address in (
        "https://learn.school.example/course?id=1",
        "https://moodle.school.example/",
        "http://a.example/",
    ):
        learn_from_launch(platform, launch_from(address, "moodle"))
    learn_from_launch(platform, launch_from("javascript:alert(1)", "canvas"))
    stored = Platform.objects.get()
    assert stored.origins == ["https://moodle.school.example", "https://learn.school.example"]
    assert stored.product == "moodle"


def test_sites_are_not_learned_without_end(administrator: User, details: PlatformDetails) -> None:
    platform = register_platform(administrator, details)
    for number in range(MAX_ORIGINS + 1):
        learn_from_launch(platform, launch_from(f"https://school-{number}.example/"))
    assert len(Platform.objects.get().origins) == MAX_ORIGINS
