"""Behaviour of the whole API: pagination, filters, ETags, idempotency, and a client generated from the schema."""

import gzip
import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from openapi_python_client import Config, MetaType, generate
from openapi_python_client.config import ConfigFile

from annotate.annotations.api import AnnotationDetail
from annotate.models import Annotation
from annotate.rounds.actions import create_round
from articles.models import Article
from people.actions.accounts import create_token
from people.models import ApiToken, Team
from tests.reports.corpus.test_statistics import more_articles
from tests.test_api_schema import same_connection
from tests.world import World, annotation_input
from web.api.docs import openapi_schema

pytestmark = pytest.mark.django_db
__all__ = ["same_connection"]


def pages(client: Client, address: str) -> list[list[Any]]:
    rows = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        rows.append(answer.json()["results"])
        address = answer.json()["next"]
    return rows


def test_a_long_list_comes_page_by_page(world: World) -> None:
    more_articles(world, 7)
    client = world.client("teacher")
    rows = pages(client, "/api/v1/articles/?limit=4")
    assert [len(page) for page in rows] == [4, 4, 1]
    ids = [row["id"] for page in rows for row in page]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == Article.objects.filter(team=world.team).count()
    marks = pages(client, f"/api/v1/rounds/{world.round.pk}/annotations/?limit=2")
    places = [(row["start"], row["end"], row["id"]) for page in marks for row in page]
    assert places == sorted(places)
    assert {pk for _start, _end, pk in places} == {str(mark.pk) for mark in world.annotations.values()}


def test_more_rounds_and_articles_make_no_more_queries(world: World) -> None:
    client = world.client("teacher")

    def queries() -> dict[str, int]:
        found = {}
        for address in ("/api/v1/rounds/", "/api/v1/articles/", "/articles/", "/articles/?q=a"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found[address] = len(seen)
        return found

    queries()
    before = queries()
    more_articles(world, 5)
    for _ in range(5):
        create_round(world.teacher, world.text)
    assert queries() == before


def test_what_comes_meanwhile_makes_nothing_appear_twice(world: World) -> None:
    more_articles(world, 5)
    client = world.client("teacher")
    first = client.get("/api/v1/articles/?limit=3").json()
    more_articles(world, 2)
    second = client.get(first["next"]).json()
    ids = [row["id"] for page in (first, second) for row in page["results"]]
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "team=x", "published_from=yesterday"])
def test_a_page_that_is_none_is_said(world: World, query: str) -> None:
    answer = world.client("teacher").get(f"/api/v1/articles/?{query}")
    assert answer.status_code == 400
    assert query.split("=", maxsplit=1)[0] in answer.json()["errors"]
    assert world.client("teacher").get("/api/v1/articles/?cursor=x").status_code == 404


def test_lists_are_filtered(world: World) -> None:
    client = world.client("teacher")

    def ids(address: str) -> set[Any]:
        return {row["id"] for row in client.get(address).json()["results"]}

    assert ids("/api/v1/articles/?title=MAYOR") == {world.article.pk}
    assert ids(f"/api/v1/articles/?team={world.team.pk}") == {world.article.pk, world.under_review.pk}
    assert (
        ids("/api/v1/articles/?team=987654321") == ids("/api/v1/articles/?published_from=2020-01-01") == set()
    )
    assert ids("/api/v1/rounds/?state=draft") == {world.draft.pk}
    assert ids(f"/api/v1/rounds/?article={world.article.pk}&state=open") == {world.round.pk}
    address = f"/api/v1/rounds/{world.round.pk}/annotations/"
    assert ids(f"{address}?tag=loaded-language") == {str(world.annotations["loaded"].pk)}
    theirs = {name for name, mark in world.annotations.items() if mark.layer.annotator == world.classmate}
    assert ids(f"{address}?annotator={world.classmate.pk}") == {
        str(world.annotations[name].pk) for name in theirs
    }
    newest = max(mark.updated_at for mark in world.annotations.values()).isoformat()
    assert len(ids(f"{address}?updated_since={newest.replace('+', '%2B')}")) == 1


def test_what_has_not_changed_is_not_sent_again(world: World) -> None:
    client = world.client("teacher")
    for address in (f"/api/v1/articles/{world.article.pk}/", f"/api/v1/rounds/{world.round.pk}/annotations/"):
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    Annotation.objects.filter(pk=world.annotations["loaded"].pk).update(note="Look!")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert world.client("stranger").get(address, headers={"If-None-Match": tag}).status_code == 404


def test_what_is_long_is_sent_compressed_to_whoever_takes_that(world: World) -> None:
    client = world.client("teacher")
    address = f"/api/v1/rounds/{world.round.pk}/annotations/"
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in packed["Vary"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in client.get("/api/v1/teams/", headers={"Accept-Encoding": "gzip"})


def test_a_mark_is_changed_only_as_it_was_seen(world: World) -> None:
    client = world.client("pupil")
    address = f"/api/v1/rounds/{world.round.pk}/annotations/{world.annotations['loaded'].pk}/"
    sent = json.dumps(vars(annotation_input(world.round, "globalist", "loaded-language", note="a")))

    def put(tag: str, body: str) -> Any:
        return client.put(address, body, content_type="application/json", headers={"If-Match": tag})

    assert put('"x"', sent).status_code == 412, "a tag that is no version is nobody's, not the first"
    first = put("*", sent)
    assert (first.status_code, first["ETag"]) == (200, '"2"')
    assert put('"1"', sent.replace('"a"', '"b"')).status_code == 412
    assert put('"x"', sent.replace('"a"', '"b"')).status_code == 412
    assert put(first["ETag"], sent.replace('"a"', '"b"'))["ETag"] == '"3"'
    assert client.delete(address, headers={"If-Match": '"2"'}).status_code == 412
    assert client.delete(address, headers={"If-Match": '"3"'}).status_code == 204


def test_a_post_with_a_key_happens_once(world: World) -> None:
    client = world.client("teacher")
    key = {"Idempotency-Key": str(uuid4())}
    sent = {"title": "Bridge", "text": "The bridge closes.", "published": "2024-02-01"}
    answers = [
        client.post("/api/v1/articles/", sent, content_type="application/json", headers=key) for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert Article.objects.filter(title="Bridge").count() == 1
    other = client.post(
        "/api/v1/articles/", sent | {"title": "B"}, content_type="application/json", headers=key
    )
    assert (other.status_code, other.json()["type"]) == (422, "urn:claimlight:problem:bad-idempotency-key")
    elsewhere = world.client("stranger").post(
        "/api/v1/teams/", {"name": "T"}, "application/json", headers=key
    )
    assert elsewhere.status_code == 201, "a key is one person's"


@pytest.mark.parametrize(
    ("path", "first", "other"),
    [
        ("articles/", b"The bridge closes on Monday.", b"The bridge closes on Friday."),
        ("imports/", b'{"text": "Taxes fell.", "label": []}', b'{"text": "Taxes rose.", "label": []}'),
    ],
)
def test_a_key_stands_for_the_bytes_of_a_file(world: World, path: str, first: bytes, other: bytes) -> None:
    client = world.client("teacher")
    name = "a.txt" if path == "articles/" else "a.jsonl"

    def post(content: bytes) -> HttpResponse:
        file = SimpleUploadedFile(name, content)
        return client.post(f"/api/v1/{path}", {"file": file}, headers={"Idempotency-Key": "a file"})

    first_response, again, else_ = post(first), post(first), post(other)
    assert (first_response.status_code, again.status_code) == (201, 201)
    assert first_response.json() == again.json()
    assert (else_.status_code, else_.json()["type"]) == (422, "urn:claimlight:problem:bad-idempotency-key")


def test_what_was_refused_may_be_tried_again_with_the_same_key(world: World) -> None:
    client = world.client("teacher")
    key = {"Idempotency-Key": "once"}
    bad = client.post("/api/v1/teams/", {"name": ""}, content_type="application/json", headers=key)
    assert bad.status_code == 400
    good = client.post("/api/v1/teams/", {"name": "Nine"}, content_type="application/json", headers=key)
    assert good.status_code == 201
    assert Team.objects.filter(name="Nine").count() == 1


@pytest.mark.parametrize("key", ["", "x" * 101, "a\tb"])
def test_a_key_that_is_none_is_said(world: World, key: str) -> None:
    answer = world.client("teacher").post(
        "/api/v1/teams/", {"name": "Nine"}, content_type="application/json", headers={"Idempotency-Key": key}
    )
    assert answer.status_code == 422
    assert not Team.objects.filter(name="Nine").exists()


def test_a_secret_is_kept_for_no_second_answer(world: World) -> None:
    answer = world.client("teacher").post(
        "/api/v1/tokens/", {"name": "A"}, content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_the_description_is_whole() -> None:
    schema = openapi_schema()
    assert schema["openapi"] == "3.1.0"
    assert len(schema["paths"]) > 45
    operations = [op for path in schema["paths"].values() for op in path.values()]
    ids = [op["operationId"] for op in operations]
    assert len(ids) == len(set(ids))
    assert all(op["summary"] and op["tags"] for op in operations)
    assert "example" in json.dumps(
        schema["paths"]["/rounds/{id}/annotations/{annotation}/"]["put"]["requestBody"]
    )


def test_it_is_made_without_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    openapi_schema.cache_clear()
    openapi_schema()
    output = capsys.readouterr()
    assert "Warning" not in output.err + output.out
    assert "Error" not in output.err + output.out


def test_a_new_round_is_described_with_what_it_needs() -> None:
    schema = openapi_schema()
    body = schema["paths"]["/rounds/"]["post"]["requestBody"]
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert body["required"] is True
    assert schema["components"]["schemas"][name]["required"] == ["article"]


def test_people_read_it_as_a_page(client: Client) -> None:
    page = client.get("/api/").content.decode()
    assert "putAnnotationDetail" not in page
    assert "/rounds/{id}/annotations/{annotation}/" in page
    assert escape(inspect.getdoc(AnnotationDetail.put)) in page
    assert "<script" not in page.partition("</head>")[2]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_description_makes_a_client(world: World, tmp_path: Path, same_connection: None) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(openapi_schema()))
    config = Config.from_sources(
        ConfigFile(post_hooks=[], project_name_override="claimlight-client"), MetaType.NONE,
        tmp_path / "openapi.json", "utf-8", True, tmp_path / "claimlight_client",
    )  # fmt: skip
    assert [error for error in generate(config=config) if error.level.name == "ERROR"] == []
    sys.path.insert(0, str(tmp_path))
    try:
        package = importlib.import_module("claimlight_client")
        listing = importlib.import_module("claimlight_client.api.articles.get_article_list")
        _row, token = create_token(world.teacher)
        client = package.AuthenticatedClient(base_url="http://localhost/api/v1", token=token, prefix="Token")
        client.set_httpx_client(
            httpx.Client(
                base_url="http://localhost/api/v1", headers={"Authorization": f"Token {token}"},
                transport=httpx.WSGITransport(app=get_wsgi_application()),
            )
        )  # fmt: skip
        articles = listing.sync(client=client)
        assert {article.id for article in articles.results} == {world.article.pk, world.under_review.pk}
        assert articles.results[-1].title == world.article.title
    finally:
        sys.path.remove(str(tmp_path))
