"""Logs identify requests by an id, and people by nothing."""

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


class LogCollector(logging.Handler):
    """Collects what would have been written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def log_lines() -> Iterator[list[dict[str, Any]]]:
    handler, loggers = (
        LogCollector(),
        [logging.getLogger(name) for name in ("claimlight.requests", "claimlight.slow")],
    )
    root = logging.getLogger()
    root.addHandler(handler)
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def test_a_request_is_told_by_its_route_and_under_its_id(
    world: World, log_lines: list[dict[str, Any]]
) -> None:
    answer = world.client("teacher").get(f"/articles/{world.article.pk}/?code=SECRET")
    [line] = log_lines
    assert (line["route"], line["method"], line["status"]) == ("articles/<int:pk>/", "GET", 200)
    assert line["request"] == answer["X-Request-ID"]
    assert line["ms"] >= 0
    assert "SECRET" not in json.dumps(line)


@pytest.mark.parametrize(
    ("sent", "accepted"), [("ab12-cd34", True), ("a b\nc", False), ("x" * 65, False), ("short", False)]
)
def test_what_a_proxy_called_it_is_taken_over(client: Client, sent: str, accepted: bool, db: None) -> None:
    request_id = client.get("/", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert (request_id == sent) is accepted
    assert len(request_id) in {len(sent), 32}


@pytest.mark.urls(__name__)
def test_an_error_says_where_and_not_whose(log_lines: list[dict[str, Any]]) -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/broken/SECRET-CODE/").status_code == 500
    errors = [line for line in log_lines if line["level"] == "error"]
    assert errors[0]["error"] == "ValueError"
    assert any(frame.endswith(" broken") for frame in errors[0]["where"])
    assert errors[0]["said"] == "GET broken/<str:code>/"
    assert SECRET not in json.dumps(log_lines)
    assert "SECRET-CODE" not in json.dumps(log_lines)


@pytest.mark.django_db(transaction=True)
def test_a_slow_query_is_told_without_its_values(log_lines: list[dict[str, Any]]) -> None:
    log_slow_queries(0)
    try:
        connection.close()
        assert not User.objects.filter(email=SECRET).exists()
    finally:
        connection_created.disconnect(dispatch_uid="slow")
        connection.execute_wrappers.clear()
    slow_queries = [line for line in log_lines if line["said"] == "slow query"]
    assert any("people_user" in line["sql"] for line in slow_queries)
    assert SECRET not in json.dumps(slow_queries)
