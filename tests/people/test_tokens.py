"""API tokens are named, limited in time, optionally read-only, and can be revoked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.actions.guests import join_as_guest, open_join_code
from people.api.authentication import TOKEN_EXPIRED
from people.models import ApiToken
from tests.world import World

pytestmark = pytest.mark.django_db


def create_token(world: World, **fields: str) -> str:
    """Create a token on the page; return its text, which is shown once."""
    page = (
        world.client("teacher")
        .post("/tokens/", {"name": "A script", "days": "366"} | fields)
        .content.decode()
    )
    return re.search(r"<code data-copy>([\w-]+)</code>", page)[1]


def ask(token: str, method: str = "get", path: str = "/api/v1/articles/") -> int:
    client = Client(headers={"authorization": f"Token {token}"})
    return getattr(client, method)(path, {}, content_type="application/json").status_code


def test_it_is_shown_once_listed_by_its_name_and_revoked(world: World) -> None:
    token = create_token(world)
    assert ask(token) == 200
    client = world.client("teacher")
    page = client.get("/tokens/").content.decode()
    assert "A script" in page
    assert token not in page
    token_row = ApiToken.objects.get()
    assert token not in token_row.digest
    revoked_page = client.post(f"/tokens/{token_row.pk}/revoke/", follow=True).content.decode()
    assert 'data-notice="token-revoked"' in revoked_page
    assert ask(token) == 401


def test_nobody_revokes_anothers(world: World) -> None:
    create_token(world)
    assert world.client("colleague").post(f"/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 404
    assert world.client("colleague").get("/api/v1/tokens/").json() == {"results": []}
    assert ApiToken.objects.count() == 1


def test_one_that_only_reads_changes_nothing(world: World) -> None:
    token = create_token(world, only_reads="on")
    assert ask(token) == 200
    refused = Client(headers={"authorization": f"Token {token}"}).post(
        "/api/v1/articles/", {"title": "T", "text": "x"}
    )
    assert refused.status_code == 403
    assert "read-only" in refused.json()["detail"]
    assert ask(token, "post", "/api/v1/tokens/") == 403


def test_its_time_ends(world: World) -> None:
    token = create_token(world, days="31")
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert ask(token) == 200
    ApiToken.objects.update(expires_at=timezone.now())
    answer = Client(headers={"authorization": f"Token {token}"}).get("/api/v1/articles/")
    assert answer.status_code == 401
    assert answer.json()["detail"] == TOKEN_EXPIRED
    assert create_token(world, days="0")
    assert ApiToken.objects.latest("pk").expires_at is None


def test_through_the_api(world: World) -> None:
    client = world.client("teacher")
    created = client.post(
        "/api/v1/tokens/", {"name": "R", "days": 7, "only_reads": True}, content_type="application/json"
    ).json()
    assert ask(created["token"]) == 200
    (listed,) = client.get("/api/v1/tokens/").json()["results"]
    assert listed == {key: value for key, value in created.items() if key != "token"}
    assert client.delete(f"/api/v1/tokens/{created['id']}/").status_code == 204
    assert client.post("/api/v1/tokens/", {}, content_type="application/json").status_code == 400


def test_a_guest_has_none(world: World) -> None:
    code = open_join_code(world.teacher, world.team, 8, 40).code
    guest = join_as_guest(code, "Zed", "10.0.0.1")[0]
    client = Client()
    client.force_login(guest)
    assert client.post("/tokens/", {"name": "x", "days": "31"}).status_code == 403
