"""Launches that are refused: each is one attack, and leaves nobody signed in."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti.launching import deployments, views
from lti.launching.attempts import UNKNOWN_LOGIN
from lti.launching.login import TOO_LONG
from lti.models import Deployment, LoginAttempt, Platform, PlatformAccount
from people.models import User
from tests.lti.launching.launches import FRAME, School, is_in
from tests.lti.platform import names
from tests.test_content_security import directives
from tests.wording import says
from web.http.embedded import COOKIE
from web.i18n.lazy_message import Message
from web.rate_limits import LIMITS


def refuses(response: HttpResponse, reason: Message) -> bool:
    return response.status_code == 403 and says(reason, response.content.decode()) and not is_in(response)


def test_the_same_without_an_attack_is_let_in(school: School) -> None:
    client = Client()
    assert is_in(school.platform.send_message(client, school.redirect(client, school.pupil)))


def test_a_state_from_another_browser(school: School) -> None:
    attacker, victim = Client(), Client()
    begun = school.redirect(attacker, school.pupil)
    # The victim has begun a login too.
    school.redirect(victim, school.pupil)
    response = school.platform.send_message(victim, begun)
    assert not is_in(response)
    assert not PlatformAccount.objects.filter(subject=school.pupil.id).exists()


def test_a_launch_that_is_sent_again(school: School) -> None:
    client = Client()
    begun = school.redirect(client, school.pupil)
    assert is_in(school.platform.send_message(client, begun))
    assert refuses(school.platform.send_message(client, begun), UNKNOWN_LOGIN)


def test_a_nonce_of_an_earlier_login(school: School) -> None:
    client = Client()
    earlier = school.redirect(client, school.pupil)
    assert is_in(school.platform.send_message(client, earlier))
    later = school.redirect(client, school.pupil)
    response = school.platform.send_message(client, later, {"nonce": earlier["nonce"]})
    assert refuses(response, views.WRONG_NONCE)


def test_a_nonce_of_another_login_that_is_still_open(school: School) -> None:
    client = Client()
    one, other = school.redirect(client, school.pupil), school.redirect(client, school.pupil)
    assert refuses(school.platform.send_message(client, one | {"nonce": other["nonce"]}), views.WRONG_NONCE)


def test_a_login_of_more_than_ten_minutes_ago(school: School) -> None:
    client = Client()
    begun = school.redirect(client, school.pupil)
    LoginAttempt.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refuses(school.platform.send_message(client, begun), UNKNOWN_LOGIN)


@pytest.mark.parametrize("state", ["", "unknown", "\0", "x" * 10_000])
def test_no_state_or_an_invented_one(school: School, state: str) -> None:
    client = Client()
    begun = school.redirect(client, school.pupil) | {"state": state or "none"}
    form = {"id_token": "a.b.c", "state": state}
    assert refuses(client.post("/lti/launch/", form, headers=FRAME), UNKNOWN_LOGIN)
    assert refuses(school.platform.send_message(client, begun), UNKNOWN_LOGIN)


def test_another_deployment_waits_until_it_is_accepted(school: School) -> None:
    client = Client()
    elsewhere = {names.DEPLOYMENT_ID: "2"}
    assert refuses(school.launch(client, school.teacher, claims=elsewhere), deployments.WAITS)
    assert Deployment.objects.get(deployment_id="2").accepted_at is None
    # Asking again changes nothing.
    assert refuses(school.launch(client, school.teacher, claims=elsewhere), deployments.WAITS)
    Deployment.objects.filter(deployment_id="2").update(accepted_at=timezone.now())
    assert is_in(school.launch(client, school.teacher, claims=elsewhere))


def test_only_so_many_deployments_wait(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployments, "MAX_WAITING", 2)
    for number in range(4):
        claims = {names.DEPLOYMENT_ID: f"more {number}"}
        assert refuses(school.launch(Client(), school.teacher, claims=claims), deployments.WAITS)
    assert Deployment.objects.filter(accepted_at=None).count() == 2


def test_the_first_deployment_is_accepted(school: School) -> None:
    Deployment.objects.all().delete()
    assert is_in(school.launch(Client(), school.teacher))
    assert Deployment.objects.get().accepted_at


def test_another_target_than_that_of_the_login(school: School) -> None:
    changed = {names.TARGET_LINK_URI: "http://testserver/elsewhere/"}
    assert refuses(school.launch(Client(), school.pupil, claims=changed), views.WRONG_TARGET)


def test_a_login_that_the_platform_could_not_end(school: School) -> None:
    client = Client()
    form = {"state": school.redirect(client, school.pupil)["state"], "error": "login_required"}
    assert refuses(client.post("/lti/launch/", form, headers=FRAME), views.LOGIN_FAILED)


@pytest.mark.parametrize(
    "changes",
    [{"iss": "https://evil.example"}, {"client_id": "another"}, {"login_hint": ""}, {"target_link_uri": ""},
     {"login_hint": "\0"}, {"lti_message_hint": "x" * 8001}],
)  # fmt: skip
def test_a_login_of_nobody_we_know(school: School, changes: dict[str, str]) -> None:
    response = school.login(Client(), school.pupil, **changes)
    assert response.status_code == 403
    assert not LoginAttempt.objects.exists()
    assert not response.cookies


def test_only_registered_platforms_may_frame_a_refusal(school: School) -> None:
    Platform.objects.create(
        name="B", issuer="https://b.example", client_id="c", origins=["https://b.example"]
    )
    refused = school.login(Client(), school.pupil, login_hint="")
    assert directives(refused)["frame-ancestors"] == [school.platform.url, "https://b.example"]
    begun = school.redirect(Client(), school.pupil)
    # Once the platform is known, it alone.
    other_browser = school.platform.send_message(Client(), begun)
    assert directives(other_browser)["frame-ancestors"] == [school.platform.url]


def test_whoever_is_refused_leaves_nothing_behind(school: School) -> None:
    roles: dict[str, Any] = {names.ROLES: []}
    response = school.launch(Client(), school.pupil, claims=roles)
    assert response.status_code == 403
    assert not PlatformAccount.objects.filter(subject=school.pupil.id).exists()


def test_nobody_has_any_number_of_logins_written_down(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The teacher has come already.
    monkeypatch.setitem(LIMITS, "launch", 3)
    responses = [school.login(Client(), school.pupil) for _ in range(4)]
    assert [response.status_code for response in responses] == [302, 302, 429, 429]
    assert LoginAttempt.objects.count() == 2
    assert directives(responses[-1])["frame-ancestors"] == [school.platform.url]


def test_the_parameters_of_a_login_are_no_store_for_anything(school: School) -> None:
    response = school.login(Client(), school.pupil, lti_deployment_id="x" * 2001)
    assert refuses(response, TOO_LONG)


def test_a_session_that_a_new_password_has_ended_stays_so(school: School) -> None:
    browser, thief = Client(), Client()
    school.launch(browser, school.pupil)
    thief.cookies[COOKIE] = browser.cookies[COOKIE].value
    user = PlatformAccount.objects.get(subject=school.pupil.id).user
    user.set_password("another password")
    user.save()
    path = school.launch(browser, school.pupil)["Location"]
    assert thief.get(path).status_code == 403
    assert browser.get(path).status_code == 200


def test_whoever_becomes_administrator_of_the_site_is_not_signed_in_by_a_platform(school: School) -> None:
    client = Client()
    school.launch(client, school.teacher, in_frame=False)
    assert client.get("/teams/").status_code == 200
    User.objects.update(is_staff=True)
    assert client.get("/teams/").status_code == 302


def test_many_platforms_fit_into_a_header_and_each_is_in_it(school: School) -> None:
    for number in range(40):
        name = f"https://school-number-{number}.example"
        origins = [name, *(f"https://{extra}{'x' * 200}.example" for extra in range(5))]
        Platform.objects.create(name="B", issuer=name, client_id="c", origins=origins)
    policy = school.login(Client(), school.pupil, login_hint="").headers["Content-Security-Policy"]
    assert len(policy) < 3500
    assert "https://school-number-39.example" in policy
