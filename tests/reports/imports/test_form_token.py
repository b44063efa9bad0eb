"""The page of a report is cached for many users, but each gets the CSRF token of their own."""

import re

import pytest
from django.test import Client

from reports.actions import write_finding
from reports.loader import claim_tag
from tests.world import World

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WORDS = "the-token-of-whoever-asks"


def page(client: Client, world: World) -> str:
    return client.get(f"/articles/{world.article.pk}/report/").content.decode()


def test_what_people_wrote_carries_no_token_away(world: World) -> None:
    claim = world.annotations["claim"]
    link = f"https://evil.example/?t={WORDS}"
    tag = claim_tag(world.teacher, world.article)
    details = {"status": "supported", "evidence": [link]}
    write_finding(world.teacher, world.article, tag, claim.start, claim.end, details, WORDS)
    # Nor do they when they name what a page already made had in its place.
    for state in ("first", "kept"):
        text = page(world.client("teacher"), world)
        assert f'href="{link}"' in text, state
        tokens = set(TOKEN.findall(text))
        assert tokens, state
        assert all(text.count(token) == len(re.findall(f'value="{token}"', text)) for token in tokens), state


def test_each_has_their_own_token_and_it_works(world: World) -> None:
    tokens = []
    for role in ("teacher", "colleague"):
        client = world.client(role, enforce_csrf_checks=True)
        token = TOKEN.findall(page(client, world))[0]
        tokens.append(token)
        source = {"source": "the union", "into": "the union", "csrfmiddlewaretoken": token}
        assert client.post(f"/articles/{world.article.pk}/report/merge/", source).status_code == 302
    assert tokens[0] != tokens[1]
