"""The upload page and its twin in the API: what is said, and that nothing typed is lost or sent twice."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article
from articles.parsing.content_type import WINDOWS_PROGRAM
from articles.parsing.length import TOO_MANY_LINES
from articles.parsing.plain.decoding import HOLDS_NUL
from articles.sandbox.read import NO_BYTES
from tests.wording import says
from tests.world import World
from web.http.upload_limits import TOO_LARGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World) -> Client:
    return world.client("teacher")


def sent(client: Client, text: str = "", *files: tuple[str, bytes]) -> tuple[int, str]:
    """The answer to a form with a text and files."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post("/articles/new/", {"text": text, "title": "My title", "files": uploads})
    return answer.status_code, answer.content.decode()


def test_one_bad_file_among_others_is_told_and_only_it_is_left_to_send(client: Client) -> None:
    before = Article.objects.count()
    status, page = sent(client, "Pasted.", ("one.txt", b"One."), ("bad.pdf", b"MZ\0"), ("two.txt", b"Two."))
    assert status == 422
    assert Article.objects.count() == before + 3
    assert 'data-refused="bad.pdf"' in page
    assert says(WINDOWS_PROGRAM, page)
    assert "Pasted.</textarea>" not in page
    assert 'value="My title"' in page


def test_a_refused_text_stays_in_the_form(client: Client) -> None:
    status, page = sent(client, "One\0two", ("pasted.txt", b"One."))
    assert status == 422
    assert says(HOLDS_NUL, page)
    assert "two</textarea>" in page
    assert 'value="My title"' in page


def test_more_text_than_a_request_may_hold_is_told(client: Client) -> None:
    status, page = sent(client, "word " * 4_400_000)
    assert status == 413
    assert str(TOO_LARGE) in page


def test_a_pasted_text_without_a_headline_is_called_by_its_first_words(client: Client) -> None:
    client.post(
        "/articles/new/", {"text": "\n the mayor said no on monday, and nobody was surprised at that.\n"}
    )
    assert Article.objects.latest("pk").title == "the mayor said no on monday, and nobody…"


def test_the_api_is_told_what_the_page_is_told(client: Client) -> None:
    answer = client.post("/api/v1/articles/", {"file": SimpleUploadedFile("a.txt", b"")})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == NO_BYTES

    body = json.dumps({"title": "T", "text": "a\n" * 60_000})
    answer = client.post("/api/v1/articles/", body, content_type="application/json")
    assert answer.status_code == 422
    assert says(TOO_MANY_LINES.format(most=50_000), answer.json()["detail"])

    body = json.dumps({"title": "T", "text": "a" * 21 * 2**20})
    answer = client.post("/api/v1/articles/", body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:claimlight:problem:too-large"
