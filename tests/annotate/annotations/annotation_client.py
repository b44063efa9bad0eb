"""A client of the API for one annotation."""

from typing import Any
from uuid import uuid4

from django.test import Client

from tests.world import BODY, World

CLAIM = "Taxes fell by four per cent in 2023."


def body(words: str = CLAIM, **changes: Any) -> dict[str, Any]:
    """A mark on ``words`` as a program sends it."""
    start = BODY.index(words)
    sent = {"tag": "factual-claim", "start": start, "end": start + len(words), "quote": words}
    return sent | {"details": {}, "note": ""} | changes


class AnnotationClient:
    """The pupil's browser on the round."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = world.client("pupil")
        self.all = f"/api/v1/rounds/{world.round.pk}/annotations/"
        self.url = f"{self.all}{uuid4()}/"

    def put(self, sent: Any = None, url: str = "", client: Client | None = None, **changes: Any) -> Any:
        """PUT a mark."""
        sent = body(**changes) if sent is None else sent
        return (client or self.client).put(url or self.url, sent, content_type="application/json")

    def delete(self, url: str = "", version: Any = None) -> Any:
        """DELETE the mark."""
        return self.client.delete((url or self.url) + ("" if version is None else f"?version={version}"))

    def marks(self) -> list[dict[str, Any]]:
        """Every mark in the round."""
        return list(self.client.get(self.all).json()["results"])

    def mine(self) -> list[dict[str, Any]]:
        """The marks in the round with the id of this client."""
        return [mark for mark in self.marks() if mark["id"] in self.url]

    def changes(self) -> int:
        """How many changes the log has."""
        return self.world.round.changes.count()
