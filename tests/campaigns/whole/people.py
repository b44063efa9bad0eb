"""Those who take part in a campaign, as they use the API."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django.test import Client

from people.models import User
from tests.campaigns.whole.corpus import Passage


class Person:
    """Somebody who is signed in, and speaks to the API."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def get(self, address: str) -> Any:
        """Return what the API answers."""
        return self._checked(self.client.get(f"/api/v1/{address}"))

    def post(self, address: str, body: Any = None) -> Any:
        """Send a request that changes something; return the answer."""
        return self._send(self.client.post, address, body)

    def put(self, address: str, body: Any = None) -> Any:
        """Put something; return the answer."""
        return self._send(self.client.put, address, body)

    def patch(self, address: str, body: Any = None) -> Any:
        """Change something; return the answer."""
        return self._send(self.client.patch, address, body)

    def annotate(
        self, round_: int, text: str, passages: Iterable[Passage], layer: str = "annotations"
    ) -> None:
        """Highlight passages of a text."""
        for passage in passages:
            start = text.index(passage.quote)
            sent = {
                "tag": passage.tag,
                "start": start,
                "end": start + len(passage.quote),
                "quote": passage.quote,
            }
            self.put(f"rounds/{round_}/{layer}/{uuid4()}/", sent)

    def hand_in(self, round_: int, text: str, passages: Iterable[Passage]) -> None:
        """Highlight passages and hand in."""
        self.annotate(round_, text, passages)
        self.put(f"rounds/{round_}/submission/")

    def next_article(self, campaign: int) -> Any:
        """Return the next article; None if there is none, with the reason left in ``why``."""
        response = self.client.post(f"/api/v1/campaigns/{campaign}/next/")
        self.why = response.json()["type"].rpartition(":")[2] if response.status_code == 409 else ""
        return None if self.why else self._checked(response)

    def _send(self, method: Callable[..., Any], address: str, body: Any) -> Any:
        return self._checked(method(f"/api/v1/{address}", body or {}, content_type="application/json"))

    def _checked(self, response: Any) -> Any:
        assert response.status_code < 300, f"{response.status_code}: {response.content[:500]!r}"
        return json.loads(response.content) if response.content else None
