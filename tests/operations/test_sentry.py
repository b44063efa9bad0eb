"""Sentry gets what failed and where, and nothing about people."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from operations.monitoring import sentry
from tests.world import World

pytestmark = pytest.mark.django_db


class CollectingTransport(Transport):
    """Collects what would be sent."""

    envelopes: list[Envelope]

    def capture_envelope(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)


@pytest.fixture
def envelopes() -> Iterator[list[Envelope]]:
    CollectingTransport.envelopes = []
    sentry.start("https://key@sentry.example/1", transport=CollectingTransport)
    yield CollectingTransport.envelopes
    sentry_sdk.get_client().close()
    sentry_sdk.init()


def test_it_is_told_where_and_not_who(world: World, envelopes: list[Envelope], monkeypatch: Any) -> None:
    def breaks(*_: Any) -> None:
        secret = "Ada wrote: globalist"
        raise RuntimeError(secret)

    monkeypatch.setattr("articles.views.visible_to", breaks)
    client = world.client("teacher")
    client.raise_request_exception = False
    path = "/articles/?q=globalist"
    assert client.get(path, headers={"X-Request-ID": "12345678-abcd"}).status_code == 500
    [event] = [envelope.get_event() for envelope in envelopes if envelope.get_event()]
    text = json.dumps(event)
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert "articles/views.py" in text or "test_sentry.py" in text
    assert event["tags"] == {"request": "12345678-abcd"}
    for secret in ("globalist", "school.example", "sessionid", "Ada"):
        assert secret not in text
