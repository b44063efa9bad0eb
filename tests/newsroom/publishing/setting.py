"""A newsroom with a report that can be published: the world of the tests, in which the group is a team."""

import re
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.test import Client

from newsroom.models import PublishedContent
from people.terms import Kind
from tests.world import World

CREDIT = "The Harbour Desk"


def newsroom(world: World) -> World:
    """Return the world with a team instead of a class."""
    world.team.kind = Kind.TEAM
    world.team.save()
    return replace(world)


def publish(world: World, role: str = "teacher", query: str = "", **data: Any) -> str:
    """Publish the report through the API and return the path of the new version."""
    response = world.client(role).post(
        f"/api/v1/articles/{world.article.pk}/publication/{query}",
        {"credit": CREDIT} | data,
        content_type="application/json",
    )
    assert response.status_code == 201, response.content
    return re.sub("https?://[^/]+", "", response.json()["url"])


def agree(world: World, role: str, names: bool = False, notes: bool = False) -> None:
    """Let somebody agree through the API to what is published of theirs."""
    response = world.client(role).put(
        f"/api/v1/articles/{world.article.pk}/publication/consent/",
        {"names": names, "notes": notes},
        content_type="application/json",
    )
    assert response.status_code == 200, response.content


def read(path: str, **headers: str) -> HttpResponse:
    """Return the page as somebody gets it who has never been on the site."""
    return Client().get(path, headers=headers)


def public_bytes(path: str) -> str:
    """Return all that anybody can get of a version: its page, its files and its style sheet."""
    addresses = [path, f"{path}tags.css", f"{path}embed/?passage=1"]
    names = ("report.json", "codebook.toml", "citation.bib", "citation.json", "citation.txt")
    addresses += [f"{path}files/{name}" for name in names]
    contents = []
    for address in addresses:
        response = read(address)
        assert response.status_code == 200, address
        contents.append(response.content.decode())
    return "\n".join(contents)


def stored_bytes() -> str:
    """Return all that the database has of what published versions say."""
    return repr(list(PublishedContent.objects.values()))
