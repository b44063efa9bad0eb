"""The revision of a text that a file is about can be chosen, and the file says which it is."""

import json

import pytest

from annotate.rounds.actions import create_round
from articles.models import Text
from tests.world import World, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def revised(world: World) -> World:
    text = Text(article=world.article, revision=2, body="Mayor answers critics. Taxes fell.")
    text.save()
    mark(world.pupil, create_round(world.teacher, text), "Taxes fell", "factual-claim")
    return world


def report_of(world: World, query: str) -> dict[str, object]:
    response = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.json{query}")
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_newest_is_usual_and_another_can_be_had(revised: World) -> None:
    newest, first = report_of(revised, ""), report_of(revised, "?revision=1")
    assert newest["text"]["revision"] == 2
    assert [m["quote"] for m in newest["marks"]] == ["Taxes fell"]
    assert first["text"]["body"] == revised.text.body
    assert len(first["marks"]) == len(revised.annotations)
    assert first["made"]["text_sha256"] == revised.text.sha256


def test_one_that_is_none_is_said(revised: World) -> None:
    client = revised.client("teacher")
    address = f"/api/v1/articles/{revised.article.pk}/report.json"
    assert "no revision 3" in client.get(f"{address}?revision=3").json()["detail"]
    assert client.get(f"{address}?revision=x").status_code == 400


def test_the_page_offers_them(revised: World) -> None:
    page = revised.client("teacher").get(f"/articles/{revised.article.pk}/report/download/?revision=1")
    assert '<option value="1" selected>' in page.content.decode()


def test_a_record_holds_both_or_one(revised: World) -> None:
    client = revised.client("teacher")
    address = f"/api/v1/articles/{revised.article.pk}/report.claimlight"
    whole, first = client.get(address).json(), client.get(f"{address}?revision=1").json()
    assert [r["revision"] for r in whole["rounds"]] == [1, 1, 2]
    assert {r["revision"] for r in first["rounds"]} == {1}
