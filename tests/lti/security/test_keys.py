"""What this site signs can be verified with the keys that it publishes, also while they change."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from lti.models import SigningKey
from lti.security.keys import KEPT, PUBLISHED_FIRST, delete_old_keys, rotate_keys, sign
from tests.lti.security.at_once import at_once
from tests.lti.security.keys_of_platforms import decoded, key_of, parts_of

pytestmark = pytest.mark.django_db


def published() -> dict[str, dict[str, str]]:
    return {key["kid"]: key for key in Client().get("/lti/keys/").json()["keys"]}


def signing_kid() -> str:
    """Sign, verify with what is published, and return which key it was."""
    token, keys = sign({"sub": "42"}), published()
    for kid, jwk in keys.items():
        if f'"kid":"{kid}"' in header_text(token):
            header, claims = parts_of(token, key_of(jwk))
            assert claims == {"sub": "42"}
            assert header == {"typ": "JWT", "alg": "RS256", "kid": kid}
            return kid
    pytest.fail("the key that signed is not published")


def header_text(token: str) -> str:
    return decoded(token.partition(".")[0]).decode()


def grow_older(by: timedelta) -> None:
    for key in SigningKey.objects.all():
        SigningKey.objects.filter(pk=key.pk).update(created_at=key.created_at - by)


def test_the_first_key_is_made_when_it_is_needed() -> None:
    assert not SigningKey.objects.exists()
    assert [signing_kid()] == list(published())
    assert SigningKey.objects.count() == 1


def test_the_key_set_is_made_of_public_keys_that_anybody_may_keep_for_minutes() -> None:
    response = Client().get("/lti/keys/")
    assert response["Content-Type"] == "application/json"
    assert (
        response["Cache-Control"] == "public, max-age=300"
        or response["Cache-Control"] == "max-age=300, public"
    )
    (key,) = response.json()["keys"]
    assert set(key) == {"kty", "kid", "use", "alg", "n", "e"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    assert key_of(key).key_size == 2048


def test_a_new_key_is_published_before_it_signs_and_the_old_one_for_a_day_after() -> None:
    first = signing_kid()
    grow_older(timedelta(days=30))
    second = rotate_keys().kid
    assert signing_kid() == first != second
    assert list(published()) == [second, first]
    grow_older(PUBLISHED_FIRST)
    assert signing_kid() == second
    delete_old_keys()
    assert list(published()) == [second, first]
    grow_older(KEPT)
    delete_old_keys()
    assert list(published()) == [second]
    assert signing_kid() == second


def test_rotating_twice_in_a_row_does_not_lose_the_key_that_signs() -> None:
    first = signing_kid()
    rotate_keys()
    rotate_keys()
    assert signing_kid() == first
    assert len(published()) == 3


def test_the_command_creates_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    signing_kid()
    call_command("rotate_lti_keys")
    newest = next(iter(published()))
    assert newest in capsys.readouterr().out
    assert SigningKey.objects.count() == 2


def test_a_clock_that_was_set_back_does_not_keep_the_site_from_signing() -> None:
    kid = signing_kid()
    SigningKey.objects.update(created_at=timezone.now() + timedelta(days=400))
    assert signing_kid() == kid


@pytest.mark.django_db(transaction=True)
def test_those_who_sign_first_at_once_make_one_key() -> None:
    tokens = at_once(lambda: sign({"sub": "42"}), 4)
    (jwk,) = published().values()
    assert [parts_of(token, key_of(jwk))[1] for token in tokens] == [{"sub": "42"}] * 4


@pytest.mark.django_db(transaction=True)
def test_those_who_rotate_at_once_lose_no_key() -> None:
    first = signing_kid()
    rotated = at_once(lambda: rotate_keys().kid, 4)
    assert set(published()) == {first, *rotated}
    assert signing_kid() == first
