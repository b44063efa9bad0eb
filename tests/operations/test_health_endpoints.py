"""The endpoints for machines, requested as a server passes requests to the application."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from django.db import connection, connections
from prometheus_client.parser import text_string_to_metric_families

from operations.monitoring.health_endpoints import HealthEndpoints
from tests.operations.site import newest_migration
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TOKEN = "a-token-of-prometheus"


async def elsewhere(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"the site"})


def ask(
    path: str,
    token: str = TOKEN,
    authorization: str = "",
    app: HealthEndpoints | None = None,
    method: str = "GET",
) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app or HealthEndpoints(elsewhere, token))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://10.0.0.7") as client:
            return await client.request(
                method, path, headers={"Authorization": authorization} if authorization else {}
            )

    # In a thread: a browser test may have left an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(send())).result(timeout=60)


def behind(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'annotate' AND name = %s", [name])


def ahead(name: str) -> None:
    with connection.cursor() as cursor:
        statement = "INSERT INTO django_migrations (app, name, applied) VALUES ('annotate', %s, '2026-01-01')"
        cursor.execute(statement, [name])


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_machine_that_knows_no_name_of_the_site_is_answered(transactional_db: None, path: str) -> None:
    answer = ask(path)
    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_is_sent_where_the_database_is_older(transactional_db: None) -> None:
    app = HealthEndpoints(elsewhere, "")
    newest = newest_migration("annotate")
    behind(newest)
    answer = ask("/readyz", app=app)
    assert answer.status_code == 503
    assert "manage.py migrate" in answer.text
    assert ask("/healthz", app=app).status_code == 200
    ahead(newest)
    assert ask("/readyz", app=app).status_code == 200
    # In a rolling deployment the database may be newer than this process, which goes on.
    ahead("9999_later")
    assert ask("/readyz", app=app).status_code == 200
    behind("9999_later")


def test_nobody_is_sent_where_there_is_no_database(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The endpoints' thread opens its own connection from the settings when it is first used.
    monkeypatch.setitem(
        connections.settings, "default", connection.settings_dict | {"NAME": "/nowhere/at/all"}
    )
    answer = ask("/readyz")
    assert (answer.status_code, answer.text) == (503, "The database does not answer.")


def test_numbers_are_for_whoever_has_the_token(world: World) -> None:
    for authorization, token in (
        ("", TOKEN),
        ("Bearer other", TOKEN),
        ("Bearer ", ""),
        (f"Token {TOKEN}", TOKEN),
    ):
        assert ask("/metrics", token, authorization).text == "the site"


def test_what_the_numbers_say(world: World) -> None:
    client = world.client("teacher")
    assert client.get(f"/articles/{world.article.pk}/").status_code == 200
    response = ask("/metrics", authorization=f"Bearer {TOKEN}")
    families = {family.name: family for family in text_string_to_metric_families(response.text)}
    rounds = {sample.labels["state"]: sample.value for sample in families["claimlight_rounds"].samples}
    # A state without rounds is 0, not missing.
    assert rounds == {"open": 2, "draft": 1, "closed": 0, "released": 0, "revealed": 0}
    assert {sample.labels["what"] for sample in families["claimlight_waiting"].samples} == {
        "bundles",
        "imports",
        "scans",
    }
    routes = {
        s.labels["route"] for s in families["claimlight_answer_seconds"].samples if s.name.endswith("_count")
    }
    assert "articles/<int:pk>/" in routes
    assert not any(f"/{world.article.pk}/" in route for route in routes)


def test_everything_else_is_the_sites() -> None:
    assert ask("/readyz/").text == "the site"
    assert ask("/healthz", method="POST").text == "the site"
