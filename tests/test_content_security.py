"""Every page says what the browser may load, and holds nothing that this forbids."""

from typing import Any

import pytest
from django.http import HttpResponse
from lxml import html

from tests.routes import TABLE, Row
from tests.world import World

GETS = [row for row in TABLE if row.method == "GET"]
INLINE = (
    "//script[not(@src or @type='application/json')] | //style | //@style | //@*[starts-with(name(), 'on')]"
    " | //iframe | //object | //base"
)
ELSEWHERE = "//script/@src | //link[@rel != 'canonical']/@href | //img/@src | //form/@action"


def directives(answer: Any) -> dict[str, list[str]]:
    """The policy of an answer, by directive."""
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def keeps_the_policy(answer: HttpResponse) -> None:
    """All that is not named is forbidden; nothing inline, nothing from another host."""
    policy = directives(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    for name in set(policy) - {"require-trusted-types-for", "trusted-types"}:
        assert set(policy[name]) <= {"'none'", "'self'"}, name
    if (
        not answer.streaming
        and answer.content
        and answer["Content-Type"].startswith("text/html")
        and "attachment" not in answer.get("Content-Disposition", "")
    ):
        page = html.document_fromstring(answer.content)
        assert page.xpath(INLINE) == []
        assert [address for address in page.xpath(ELSEWHERE) if not address.startswith(("/", "?"))] == []


@pytest.mark.django_db
@pytest.mark.parametrize("row", GETS, ids=str)
def test_every_page_is_under_the_policy(world: World, row: Row) -> None:
    for role in ("nobody", "teacher"):
        keeps_the_policy(row.request(world, world.client(role)))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing/", "/api/v1/nothing/", "/articles/999999/"])
def test_what_is_not_there_is_under_the_policy_too(world: World, address: str) -> None:
    answer = world.client("teacher").get(address)
    assert answer.status_code == 404
    keeps_the_policy(answer)


@pytest.mark.django_db
def test_what_was_refused_is_under_the_policy_too(world: World) -> None:
    refused = world.client("teacher").post("/articles/new/", {"text": "", "title": "<b onclick=x>"})
    assert refused.status_code == 422
    keeps_the_policy(refused)
    forged = world.client("teacher", enforce_csrf_checks=True).post("/articles/new/", {"text": "x"})
    assert forged.status_code == 403
    keeps_the_policy(forged)


@pytest.mark.django_db
def test_an_outdated_form_is_told_what_to_do(world: World) -> None:
    answer = world.client("teacher", enforce_csrf_checks=True).post("/articles/new/", {"text": "x"})
    assert "Go back, reload the page and send it again." in answer.content.decode()
