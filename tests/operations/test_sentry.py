"""What Sentry is told: what broke and where, and nothing about anybody."""

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


class Told(Transport):
    """Keeps what would be sent."""

    envelopes: list[Envelope]

    def capture_envelope(self, envelope: Envelope) -> None:
        """One more."""
        self.envelopes.append(envelope)


@pytest.fixture
def told() -> Iterator[list[Envelope]]:
    Told.envelopes = []
    sentry.start("https://key@sentry.example/1", transport=Told)
    yield Told.envelopes
    sentry_sdk.get_client().close()
    sentry_sdk.init()


def test_it_is_told_where_and_not_who(world: World, told: list[Envelope], monkeypatch: Any) -> None:
    def breaks(*_: Any) -> None:
        secret = "Ada wrote: globalist"
        raise RuntimeError(secret)

    monkeypatch.setattr("articles.views.visible_to", breaks)
    client = world.client("teacher")
    client.raise_request_exception = False
    path = "/articles/?q=globalist"
    assert client.get(path, headers={"X-Request-ID": "12345678-abcd"}).status_code == 500
    [event] = [envelope.get_event() for envelope in told if envelope.get_event()]
    said = json.dumps(event)
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert "articles/views.py" in said or "test_sentry.py" in said
    assert event["tags"] == {"request": "12345678-abcd"}
    for secret in ("globalist", "school.example", "sessionid", "Ada"):
        assert secret not in said
