"""Odd requests, byte by byte as a server passes them on, before Django has looked at them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse

from annotate.enums import RoundMode
from annotate.live.event_stream import EventStreamMiddleware
from annotate.models import Round
from people.actions.accounts import create_token
from people.api.requester import identify_requester
from tests.world import World
from web.server.asgi_handler import ThreadPoolHandler

PATHS = [
    "/api/v1/rounds/{pk}/changes/",
    "/api/v1/rounds/٣/changes/",
    "/api/v1/rounds/999999999999999999/changes/",
    "/api/v1/rounds/{pk}/changes/\0",
    "/api/v1/articles/",
    "/articles/",
    "/\udcff\udcfe/",
    "//evil.example/..//",
    "/static/../../etc/passwd",
    "/" + "x" * 60_000,
]
QUERIES = [
    b"",
    b"after=x",
    b"after=9" + b"9" * 5_000,
    b"as=\xff\xfe",
    b"%FF=%FE&\x00",
    b"&&==;;%",
    b"after=-1&after=2",
]
HEADERS = [
    [],
    [(b"last-event-id", b"9" * 5_000)],
    [(b"last-event-id", b"\xff\x00")],
    [(b"x-signed-in-as", b"\xff")],
    [(b"cookie", b'sessionid=\xff; csrftoken="; a=b=c;;; \x00')],
    [(b"content-length", b"-5"), (b"content-type", b"multipart/form-data; boundary=\xff")],
    [(b"host", b"\xff\xfe"), (b"host", b"")],
    [(b"x-forwarded-for", b"999.1.1.1, ::::, \xff"), (b"accept-language", b"\xff;q=9,*;q=")],
]


async def ask(app: Any, path: str, query: bytes, headers: list[tuple[bytes, bytes]], token: str) -> int:
    """Return the status of the response; a stream is closed as soon as it has begun."""
    begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await begun
            return {"type": "http.disconnect"}
        asked = True
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            begun.set_result(message["status"])

    own = [
        (b"host", b"localhost"),
        (b"accept", b"text/event-stream"),
        (b"authorization", f"Token {token}".encode()),
    ]
    named = {name for name, _value in headers}
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode("utf-8", "replace"), "scheme": "http",
        "query_string": query, "headers": [each for each in own if each[0] not in named] + headers,
        "client": ("127.0.0.1", 5), "server": ("localhost", 80),
    }  # fmt: skip
    async with asyncio.timeout(60):
        await app(scope, receive, send)
    return begun.result()


@pytest.mark.django_db(transaction=True)
def test_no_odd_request_breaks_the_server(world: World) -> None:
    handler = ThreadPoolHandler(identify_requester)
    app, token = EventStreamMiddleware(handler), create_token(world.teacher)[1]
    # One thread, so that its connection can be closed at the end.
    handler.threads = ThreadPoolExecutor(1)

    async def all_of_them() -> dict[str, int]:
        return {
            f"{path[:40]!r} {query[:20]!r} {headers[:1]!r:.60}": await ask(
                app, path.replace("{pk}", str(world.round.pk)), query, headers, token
            )
            for path in PATHS
            for query, headers in [*((query, []) for query in QUERIES), *((b"", each) for each in HEADERS)]
        }

    # In another thread: a browser test may have left an event loop in this one.
    with ThreadPoolExecutor(1) as loop:
        statuses = loop.submit(lambda: asyncio.run(all_of_them())).result()
    broken = {what: status for what, status in statuses.items() if status >= 500}
    for thread in (handler.threads, app.feed.thread):
        thread.submit(connections.close_all).result()
    assert broken == {}


@pytest.mark.django_db
@pytest.mark.parametrize("after", [2**31, 2**53, 2**63 - 1, 2**63, 10**30])
def test_a_place_far_on_in_the_log_of_a_hidden_round(world: World, after: int) -> None:
    Round.objects.filter(pk=world.round.pk).update(mode=RoundMode.INDEPENDENT)
    client = world.client("pupil", raise_request_exception=False)
    address = reverse("api:changes", args=[world.round.pk])
    assert client.get(f"{address}?after={after}").status_code in (200, 400)


NAMES = [
    "",
    ".",
    "..",
    "a\0b.txt",
    "x" * 5_000 + ".txt",
    "a/../../b.txt",
    "C:\\a.txt",
    "\ud800.txt",
    "🌉.txt",
    "a\r\nb.txt",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:12]))
@pytest.mark.parametrize("content", [b"", b"\0", b"\xff\xfe", b"A text.\0"], ids=repr)
def test_odd_names_and_contents_of_files(world: World, name: str, content: bytes) -> None:
    client = world.client("teacher", raise_request_exception=False)
    for address, field in (
        ("articles:upload", "files"),
        ("reports:import", "file"),
        ("api:imports", "file"),
        ("api:articles", "file"),
    ):
        # As bytes: Django's test client would correct the name.
        head = f'--B\r\nContent-Disposition: form-data; name="{field}"; filename="'.encode()
        body = head + name.encode("utf-8", "surrogatepass") + b'"\r\n\r\n' + content
        team = f'\r\n--B\r\nContent-Disposition: form-data; name="team"\r\n\r\n{world.team.pk}\r\n--B--\r\n'
        response = client.generic(
            "POST", reverse(address), body + team.encode(), "multipart/form-data; boundary=B"
        )
        assert response.status_code < 500, address
