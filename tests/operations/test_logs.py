"""Logs tell each request by an id, and nobody by anything."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from django.urls import path

from operations.monitoring.json_logs import JsonFormatter
from operations.monitoring.slow_queries import log_slow_queries
from people.models import User
from tests.world import World

SECRET = "someone@secret.example"


def broken(request: Any, code: str) -> None:
    raise ValueError(f"duplicate key: {SECRET}")


urlpatterns = [path("broken/<str:code>/", broken)]


class Kept(logging.Handler):
    """What would have been written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def kept() -> Iterator[list[dict[str, Any]]]:
    handler, loggers = (
        Kept(),
        [logging.getLogger(name) for name in ("claimlight.requests", "claimlight.slow")],
    )
    root = logging.getLogger()
    root.addHandler(handler)
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def test_a_request_is_told_by_its_route_and_under_its_id(world: World, kept: list[dict[str, Any]]) -> None:
    answer = world.client("teacher").get(f"/articles/{world.article.pk}/?code=SECRET")
    [line] = kept
    assert (line["route"], line["method"], line["status"]) == ("articles/<int:pk>/", "GET", 200)
    assert line["request"] == answer["X-Request-ID"]
    assert line["ms"] >= 0
    assert "SECRET" not in json.dumps(line)


@pytest.mark.parametrize(
    ("given", "taken"), [("ab12-cd34", True), ("a b\nc", False), ("x" * 65, False), ("short", False)]
)
def test_what_a_proxy_called_it_is_taken_over(client: Client, given: str, taken: bool, db: None) -> None:
    said = client.get("/", headers={"X-Request-ID": given})["X-Request-ID"]
    assert (said == given) is taken
    assert len(said) in {len(given), 32}


@pytest.mark.urls(__name__)
def test_an_error_says_where_and_not_whose(kept: list[dict[str, Any]]) -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/broken/SECRET-CODE/").status_code == 500
    errors = [line for line in kept if line["level"] == "error"]
    assert errors[0]["error"] == "ValueError"
    assert any(frame.endswith(" broken") for frame in errors[0]["where"])
    assert errors[0]["said"] == "GET broken/<str:code>/"
    assert SECRET not in json.dumps(kept)
    assert "SECRET-CODE" not in json.dumps(kept)


@pytest.mark.django_db(transaction=True)
def test_a_slow_query_is_told_without_its_values(kept: list[dict[str, Any]]) -> None:
    log_slow_queries(0)
    try:
        connection.close()
        assert not User.objects.filter(email=SECRET).exists()
    finally:
        connection_created.disconnect(dispatch_uid="slow")
        connection.execute_wrappers.clear()
    told = [line for line in kept if line["said"] == "slow query"]
    assert any("people_user" in line["sql"] for line in told)
    assert SECRET not in json.dumps(told)
