"""A new password shuts out people with the old one: sessions, tokens, and other ways in."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.management import call_command
from django.test import Client

from people.actions.accounts import create_token
from people.models import ApiToken, User
from tests.people.test_sign_in_limits import SECRET, TOTP, RecoveryCodes, first_step, second_step
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
EMAIL = "teacher@school.example"
NEW = "quite-another-word"


def reads(token: str) -> int:
    return Client(headers={"authorization": f"Token {token}"}).get("/api/v1/articles/").status_code


def reset(mailoutbox: list[Any], email: str = EMAIL, password: str = NEW) -> str:
    """Reset the password by the mailed link; return the text of the last page."""
    client = Client()
    client.post("/accounts/password/reset/", {"email": email})
    path = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[-1].body)[1]
    form = client.get(path)["Location"]
    done = client.post(form, {"password1": password, "password2": password}, follow=True)
    return done.content.decode()


def change(client: Client, **more: str) -> int:
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | more
    return client.post("/accounts/password/change/", sent).status_code


@pytest.fixture
def confirmed(world: World) -> EmailAddress:
    return EmailAddress.objects.create(user=world.teacher, email=EMAIL, primary=True, verified=True)


def test_a_reset_shuts_out_whoever_signed_up_with_somebody_elses_address(mailoutbox: list[Any]) -> None:
    mallory = Client()
    sent = {"email": "victim@school.example", "password1": "mallorys-own-word", "name": "Vic"}
    assert mallory.post("/accounts/signup/", sent).status_code == 302
    victim = User.objects.get(email="victim@school.example")
    token = create_token(victim)[1]
    EmailAddress.objects.create(user=victim, email="mallory@evil.example", verified=True)
    SocialAccount.objects.create(user=victim, provider="oidc", uid="mallory")
    assert reads(token) == 200
    assert "data-tokens-revoked" in reset(mailoutbox, victim.email)
    assert reads(token) == 401
    assert mallory.get("/articles/").status_code == 302
    assert first_step(victim.email).get("/articles/").status_code == 302
    assert list(EmailAddress.objects.filter(user=victim).values_list("email", flat=True)) == [victim.email]
    assert not SocialAccount.objects.filter(user=victim).exists()
    client = Client()
    assert client.post("/accounts/login/", {"login": victim.email, "password": NEW}).status_code == 302


def test_a_reset_leaves_the_other_addresses_of_whose_address_is_confirmed(
    world: World, confirmed: EmailAddress, mailoutbox: list[Any]
) -> None:
    EmailAddress.objects.create(user=world.teacher, email="private@home.example", verified=True)
    token = create_token(world.teacher)[1]
    reset(mailoutbox, "private@home.example")
    assert reads(token) == 401
    assert EmailAddress.objects.filter(user=world.teacher).count() == 2


def test_no_reset_is_sent_to_an_address_that_was_merely_written_down(
    world: World, confirmed: EmailAddress, mailoutbox: list[Any]
) -> None:
    EmailAddress.objects.create(user=world.teacher, email="victim@school.example", verified=False)
    assert Client().post("/accounts/password/reset/", {"email": "victim@school.example"}).status_code == 302
    assert "/accounts/password/reset/key/" not in mailoutbox[-1].body


def test_whoever_changes_their_password_is_offered_to_revoke_their_tokens(world: World) -> None:
    tokens = [create_token(world.teacher)[1] for _ in range(2)]
    client, elsewhere = first_step(), first_step()
    assert 'name="revoke_tokens"' in client.get("/accounts/password/change/").content.decode()
    assert change(client) == 302
    assert [reads(token) for token in tokens] == [200, 200]
    # This device stays signed in; the others are signed out.
    assert client.get("/articles/").status_code == 200
    assert elsewhere.get("/articles/").status_code == 302
    sent = {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD, "revoke_tokens": "on"}
    assert client.post("/accounts/password/change/", sent).status_code == 302
    assert [reads(token) for token in tokens] == [401, 401]
    assert 'name="revoke_tokens"' not in client.get("/accounts/password/change/").content.decode()


def test_only_ones_own_tokens_go(world: World, mailoutbox: list[Any]) -> None:
    other = create_token(world.colleague)[1]
    client = first_step()
    create_token(world.teacher)
    change(client, revoke_tokens="on")
    reset(mailoutbox)
    assert reads(other) == 200


def test_a_new_password_ends_what_somebody_guessed(
    world: World, confirmed: Any, mailoutbox: list[Any]
) -> None:
    """Whoever guesses second-step codes knows the password; after changing it, the owner need not wait."""
    TOTP.activate(world.teacher, SECRET)
    codes = RecoveryCodes.activate(world.teacher).get_unused_codes()
    guesser = first_step()
    for number in range(11):
        second_step(guesser, f"{number:06}")
    for _ in range(11):
        Client().post("/accounts/login/", {"login": EMAIL, "password": "wrong"})
    reset(mailoutbox)
    owner = Client()
    assert owner.post("/accounts/login/", {"login": EMAIL, "password": NEW}).status_code == 302
    assert second_step(owner, codes[0]).status_code == 302
    assert owner.get("/articles/").status_code == 200


def test_no_token_before_the_address_is_confirmed_where_mail_is_sent(
    world: World, settings: Any, capsys: Any
) -> None:
    settings.SENDS_MAIL = True
    client = world.client("teacher")
    data = {"name": "A script", "days": "31"}
    assert "confirm teacher@school.example first" in client.get("/tokens/").content.decode()
    assert client.post("/tokens/", data).status_code == 403
    answer = client.post("/api/v1/tokens/", {"name": "A script"}, content_type="application/json")
    assert answer.status_code == 403
    assert "confirm teacher@school.example first" in answer.json()["detail"]
    assert not ApiToken.objects.exists()
    # The operator may create a token for anybody.
    call_command("create_token", EMAIL)
    assert reads(capsys.readouterr().out.strip()) == 200
    EmailAddress.objects.create(user=world.teacher, email=EMAIL, primary=True, verified=True)
    assert client.post("/tokens/", data).status_code == 200
    assert ApiToken.objects.count() == 2


def test_another_confirmed_address_is_not_enough(world: World, settings: Any) -> None:
    settings.SENDS_MAIL = True
    EmailAddress.objects.create(user=world.teacher, email="mallory@evil.example", verified=True)
    assert world.client("teacher").post("/tokens/", {"name": "x", "days": "31"}).status_code == 403
