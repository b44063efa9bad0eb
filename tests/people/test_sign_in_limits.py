"""Attempts at secrets are counted for all processes together, and people are told how long to wait."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from people import adapters
from people.models import User
from tests.world import PASSWORD, World
from web.models import RateLimit
from web.rate_limits import PERIOD, RateLimitExceeded

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
SLOWED = re.compile("|".join(str(RateLimitExceeded(60 * minutes)) for minutes in range(1, 6)))
TOO_OFTEN = str(RateLimitExceeded(600))
EMAIL = "teacher@school.example"


@pytest.fixture
def two_steps(world: World) -> list[str]:
    """The teacher uses two-factor authentication; their recovery codes."""
    EmailAddress.objects.create(user=world.teacher, email=EMAIL, primary=True, verified=True)
    TOTP.activate(world.teacher, SECRET)
    return RecoveryCodes.activate(world.teacher).get_unused_codes()


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Make waiting times longer than a slow test machine needs, and one-time codes valid longer."""
    settings.MFA_TOTP_TOLERANCE = 1
    monkeypatch.setattr(adapters, "GAP", timedelta(minutes=5))


def app_code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def after(**wait: int) -> None:
    """Move the limits back in time, instead of sleeping."""
    for limit in RateLimit.objects.all():
        RateLimit.objects.filter(pk=limit.pk).update(resets_at=limit.resets_at - timedelta(**wait))


def first_step(email: str = EMAIL, **where: str) -> Client:
    client = Client(**where)
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    return client


def second_step(client: Client, code: str) -> Any:
    return client.post("/accounts/2fa/authenticate/", {"code": code})


def test_the_second_step_is_not_guessed(world: World, two_steps: list[str]) -> None:
    client = first_step()
    for number in range(10):
        assert TOO_OFTEN not in second_step(client, f"{number:06}").content.decode()
    assert TOO_OFTEN in second_step(client, "000010").content.decode()
    # Not even with the right code, a recovery code, or from another network.
    for attempt in (client, first_step(REMOTE_ADDR="192.0.2.7")):
        for code in (app_code(), two_steps[0]):
            assert TOO_OFTEN in second_step(attempt, code).content.decode()
    after(minutes=11)
    assert second_step(client, app_code()).status_code == 302
    assert client.get("/articles/").status_code == 200


def test_thirty_wrong_codes_are_enough_for_a_day(world: World, two_steps: list[str]) -> None:
    client = first_step()
    for _ in range(3):
        for number in range(10):
            second_step(client, f"{number:06}")
        after(minutes=11)
    assert str(RateLimitExceeded(23 * 3600)) in second_step(client, app_code()).content.decode()
    after(hours=24)
    assert second_step(client, app_code()).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_codes_that_are_sent_at_once_are_counted_one_by_one(two_steps: list[str]) -> None:
    clients = [first_step() for _ in range(16)]

    def refused(client: Client) -> bool:
        try:
            return TOO_OFTEN in second_step(client, "000000").content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(refused, clients)) == 6


def test_right_codes_do_not_count(world: World, two_steps: list[str]) -> None:
    for code in two_steps:
        assert second_step(first_step(), code).status_code == 302
    assert second_step(first_step(), app_code()).status_code == 302


def test_nobody_keeps_the_owner_from_the_second_step_in_a_browser_of_theirs(
    world: World, two_steps: list[str]
) -> None:
    owner = first_step()
    assert second_step(owner, two_steps[0]).status_code == 302
    owner.post("/accounts/logout/")
    guesser = first_step()
    for number in range(11):
        second_step(guesser, f"{number:06}")
    owner.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    for number in range(10):
        assert TOO_OFTEN not in second_step(owner, f"{number:06}").content.decode()
    assert TOO_OFTEN in second_step(owner, two_steps[1]).content.decode()
    after(minutes=11)
    assert second_step(owner, two_steps[1]).status_code == 302


def test_others_second_steps_are_not_touched(world: World, two_steps: list[str]) -> None:
    client = first_step()
    for number in range(11):
        second_step(client, f"{number:06}")
    EmailAddress.objects.create(user=world.colleague, email="colleague@school.example", primary=True)
    TOTP.activate(world.colleague, SECRET)
    assert second_step(first_step("colleague@school.example"), app_code()).status_code == 302


def test_a_code_of_the_app_works_once_in_all_processes(world: World, two_steps: list[str]) -> None:
    """Used codes were once remembered by each process separately."""
    assert "db.DatabaseCache" in configured.CACHES["default"]["BACKEND"]
    code = app_code()
    assert second_step(first_step(), code).status_code == 302
    assert second_step(first_step(), code).status_code == 200


@pytest.mark.parametrize("path", ["/accounts/2fa/reauthenticate/", "/accounts/reauthenticate/"])
def test_confirming_access_is_counted(world: World, two_steps: list[str], path: str) -> None:
    client = first_step()
    assert second_step(client, app_code()).status_code == 302
    field, right = ("code", two_steps[0]) if "2fa" in path else ("password", PASSWORD)
    # allauth's own limit is ten per minute.
    for number in range(10):
        answer = client.post(path, {field: f"{number:06}"})
        assert answer.status_code == 200
        assert TOO_OFTEN not in answer.content.decode()
    cache.clear()
    assert TOO_OFTEN in client.post(path, {field: right}).content.decode()


def test_the_old_password_is_not_guessed(world: World) -> None:
    client = first_step()
    data = {"password1": "another-long-one", "password2": "another-long-one"}
    for number in range(10):
        cache.clear()
        client.post("/accounts/password/change/", data | {"oldpassword": f"wrong {number}"})
    cache.clear()
    answer = client.post("/accounts/password/change/", data | {"oldpassword": PASSWORD})
    assert TOO_OFTEN in answer.content.decode()
    assert User.objects.get(pk=world.teacher.pk).check_password(PASSWORD)


# allauth's forms that ask for a secret that could be guessed, and the test that wrong ones are counted.
COUNTED = {
    "account_login": "tests/web/test_rate_limits.py",
    "account_reauthenticate": "test_confirming_access_is_counted",
    "account_change_password": "test_the_old_password_is_not_guessed",
    "mfa_authenticate": "test_the_second_step_is_not_guessed",
    "mfa_reauthenticate": "test_confirming_access_is_counted",
}
# Links with a signed key or a token of over a hundred bits cannot be guessed.
LONG_KEY = {"account_confirm_email", "account_reset_password_from_key"}
# They ask for no secret, or for one that the same page has just shown.
NO_SECRET = {
    "account_signup", "account_logout", "account_set_password", "account_inactive", "account_email",
    "account_email_verification_sent", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup", "socialaccount_connections",
    "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
# Routes of codes by mail, which are turned off.
OFF = {
    "account_confirm_login_code",
    "account_confirm_reauthentication_code",
    "account_request_reauthentication_code",
}


def routes(patterns: Any) -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns)
        elif "allauth" in pattern.lookup_str:
            yield pattern.name


def test_every_form_of_allauth_was_thought_of() -> None:
    """A new version of allauth, or a setting, may add a form that asks for a secret: it must be counted, too."""
    assert set(routes(get_resolver().url_patterns)) == set(COUNTED) | LONG_KEY | NO_SECRET | OFF


@pytest.mark.parametrize("name", sorted(OFF))
def test_codes_by_mail_are_not_asked_for(world: World, name: str) -> None:
    for client in (Client(), first_step()):
        assert client.post(reverse(name), {"code": "123456"}).status_code in (302, 403)


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_network_of_ipv6_is_one_place(world: World, settings: Any, proxies: int) -> None:
    settings.TRUSTED_PROXIES = proxies

    def attempt(host: str, password: str = "wrong") -> Any:
        where = (
            {"headers": {"x-forwarded-for": host}, "REMOTE_ADDR": "10.0.0.1"}
            if proxies
            else {"REMOTE_ADDR": host}
        )
        return Client(**where).post("/accounts/login/", {"login": EMAIL, "password": password})

    for number in range(10):
        assert TOO_OFTEN not in attempt(f"2001:db8:1:2::{number:x}").content.decode()
    assert TOO_OFTEN in attempt("2001:db8:1:2:ffff::1").content.decode()
    assert attempt("2001:db8:1:3::1", PASSWORD).status_code == 302


def test_a_mapped_address_is_the_ipv4_address(world: World) -> None:
    spellings = ["192.0.2.9", "::ffff:192.0.2.9", "::ffff:c000:209", "2002:c000:209::7"]
    for number in range(10):
        where = spellings[number % 4]
        Client(REMOTE_ADDR=where).post("/accounts/login/", {"login": EMAIL, "password": "wrong"})
    for where in spellings:
        answer = Client(REMOTE_ADDR=where).post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
        assert TOO_OFTEN in answer.content.decode()


@pytest.mark.parametrize(
    "written", ["192.0.2.9:4711", "192.0.2.9", "[::ffff:192.0.2.9]:4711", "::ffff:192.0.2.9"]
)
def test_a_port_is_no_new_place(world: World, settings: Any, written: str) -> None:
    settings.TRUSTED_PROXIES = 1
    for _ in range(10):
        Client(headers={"x-forwarded-for": "192.0.2.9"}).post(
            "/accounts/login/", {"login": EMAIL, "password": "wrong"}
        )
    client = Client(headers={"x-forwarded-for": written})
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert TOO_OFTEN in answer.content.decode()


def wrong(network: str, email: str = EMAIL, password: str = "wrong") -> Any:
    return Client(REMOTE_ADDR=network).post("/accounts/login/", {"login": email, "password": password})


def test_an_account_that_is_guessed_at_from_everywhere_opens_slowly(world: World) -> None:
    for number in range(101):
        assert 'data-error="too-often"' not in wrong(f"2001:db8:{number:x}::1").content.decode()
    assert SLOWED.search(wrong("2001:db8:ffff::1").content.decode())
    # The account is slowed down by seconds, not minutes, from everywhere.
    assert SLOWED.search(wrong("203.0.113.4", password=PASSWORD).content.decode())
    RateLimit.objects.filter(key__endswith="slowly").update(resets_at=timezone.now() - timedelta(seconds=1))
    assert wrong("203.0.113.4", password=PASSWORD).status_code == 302


def test_a_school_is_not_locked_out_by_who_guesses_there(world: World) -> None:
    for number in range(101):
        assert 'data-error="too-often"' not in wrong("192.0.2.1", f"{number}@school.example").content.decode()
    assert SLOWED.search(wrong("192.0.2.1", password=PASSWORD).content.decode())
    RateLimit.objects.filter(key__endswith="slowly").update(resets_at=timezone.now() - timedelta(seconds=1))
    assert wrong("192.0.2.1", password=PASSWORD).status_code == 302


def test_nobody_locks_the_teacher_out_of_a_browser_in_which_they_have_signed_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MAX_FROM_NETWORK", "MAX_FOR_ACCOUNT"):
        monkeypatch.setattr(adapters, name, 20)
    teacher = first_step(REMOTE_ADDR="192.0.2.1")
    teacher.post("/accounts/logout/")
    for _ in range(11):
        wrong("192.0.2.1")
    for number in range(21):
        wrong(f"2001:db8:{number:x}::1")
        wrong("192.0.2.1", f"{number}@school.example")
    data = {"login": EMAIL, "password": PASSWORD}
    assert teacher.post("/accounts/login/", data).status_code == 302
    teacher.post("/accounts/logout/")
    # Its own wrong attempts count, and it is known for this account only.
    for _ in range(10):
        teacher.post("/accounts/login/", data | {"password": "wrong"})
    assert TOO_OFTEN in teacher.post("/accounts/login/", data).content.decode()
    other = {"login": "colleague@school.example", "password": PASSWORD}
    assert SLOWED.search(teacher.post("/accounts/login/", other).content.decode())


def test_behind_a_proxy_each_visitor_has_their_own_limits_of_allauth(world: World, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    statuses = [
        Client(headers={"x-forwarded-for": f"192.0.2.{number}"})
        .post("/accounts/password/reset/", {"email": f"{number}@school.example"})
        .status_code
        for number in range(1, 26)
    ]
    assert statuses == [302] * 25
    one = Client(headers={"x-forwarded-for": "192.0.2.200"})
    for number in range(20):
        one.post("/accounts/password/reset/", {"email": f"{number}@other.example"})
    answer = one.post("/accounts/password/reset/", {"email": "x@other.example"})
    assert answer.status_code == 429
    assert str(RateLimitExceeded(PERIOD.seconds)) in answer.content.decode()


def test_nothing_else_checks_a_password() -> None:
    """A form of our own that asks for a password would have to count wrong ones; use allauth's confirmation."""
    root = Path(__file__).parents[2]
    packages = ("web", "people", "articles", "annotate", "reports", "operations", "config")
    checking = [
        path
        for package in packages
        for path in (root / package).rglob("*.py")
        if re.search(r"check_password\(|import .*\bauthenticate\b", path.read_text(encoding="utf-8"))
    ]
    assert checking == []
