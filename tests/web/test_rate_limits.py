"""Rate limits are stored in the database; people above a limit are told how long to wait, and lose nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people import adapters
from tests.world import PASSWORD, World
from web.rate_limits import LIMITS, PERIOD, RateLimitExceeded

pytestmark = pytest.mark.django_db
TOO_OFTEN = str(RateLimitExceeded(PERIOD.seconds))


def sign_in(client: Client, password: str, email: str = "teacher@school.example", **more: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password}, **more)


def test_wrong_passwords_are_counted_for_one_account_from_one_address(world: World) -> None:
    client = Client()
    for _ in range(adapters.MAX_FOR_ACCOUNT_FROM_NETWORK):
        assert TOO_OFTEN not in sign_in(client, "wrong").content.decode()
    assert TOO_OFTEN in sign_in(client, "wrong").content.decode()
    # Now even the right password is refused from here, but not from elsewhere or for another account.
    assert TOO_OFTEN in sign_in(client, PASSWORD).content.decode()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), PASSWORD).status_code == 302
    assert sign_in(Client(), PASSWORD, "pupil@school.example").status_code == 302


def test_right_passwords_do_not_count(world: World) -> None:
    for _ in range(adapters.MAX_FOR_ACCOUNT_FROM_NETWORK + 2):
        assert sign_in(Client(), PASSWORD).status_code == 302


def test_somebody_who_tries_many_accounts_is_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters, "MAX_FROM_NETWORK", 5)
    monkeypatch.setattr(adapters, "GAP", PERIOD)
    client = Client()
    for number in range(6):
        sign_in(client, "wrong", f"{number}@school.example")
    assert TOO_OFTEN in sign_in(client, "wrong", "6@school.example").content.decode()


def test_what_was_pasted_too_often_is_still_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "upload", 1)
    client = world.client("teacher")
    data = {"text": "The bridge closes on Monday.", "title": "Bridge"}
    assert client.post("/articles/new/", data).status_code == 302
    response = client.post("/articles/new/", data)
    assert response.status_code == 422
    assert TOO_OFTEN in response.content.decode()
    assert "The bridge closes on Monday." in response.content.decode()
    api_response = client.post("/api/v1/articles/", data, content_type="application/json")
    assert api_response.status_code == 429
    assert 590 <= int(api_response["Retry-After"]) <= 600
    assert api_response.json()["detail"] == TOO_OFTEN
    assert world.client("colleague").post("/articles/new/", data).status_code == 302


def test_imports_are_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "import", 1)
    client = world.client("teacher")
    answers = []
    for _ in range(2):
        file = SimpleUploadedFile("a.jsonl", b'{"text": "A text.", "label": []}')
        answers.append(client.post("/api/v1/imports/", {"team": world.team.pk, "file": file}).status_code)
    assert answers == [201, 429]


@pytest.mark.parametrize(("address", "limit"), [
    ("/api/v1/articles/{article}/report.csv", "export"), ("/api/v1/teams/{team}/reports.csv.zip", "files"),
])  # fmt: skip
def test_files_are_counted(world: World, monkeypatch: pytest.MonkeyPatch, address: str, limit: str) -> None:
    monkeypatch.setitem(LIMITS, limit, 1)
    client = world.client("teacher")
    path = address.format(article=world.article.pk, team=world.team.pk)
    assert [client.get(path).status_code for _ in range(2)] == [200, 429]
    assert world.client("colleague").get(path).status_code == 200


def test_a_page_says_it_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "files", 0)
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/reports/download/", {"format": "csv"})
    assert answer.status_code == 429
    assert 590 <= int(answer["Retry-After"]) <= 600
    assert TOO_OFTEN in answer.content.decode()
