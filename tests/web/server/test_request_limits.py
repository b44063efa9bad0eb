"""Bounds on what one client may take, whatever application stands behind them: ASGI, as a server speaks it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from config.refusal_pages import refusal_page
from web.server import request_body
from web.server.request_limits import RequestLimits

MAX_BYTES = 1_000_000
# Seconds: too short for a client that stalls, and longer than any other client needs.
SHORT, LONG = 0.2, 30


class Client:
    """A client that sends a request in blocks and reads the response with ``read``."""

    def __init__(
        self, *blocks: bytes, path: str = "/nothing/", client: str = "192.0.2.1", **headers: str
    ) -> None:
        self.blocks = list(blocks)
        named = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
        if blocks and b"content-length" not in named:
            named.setdefault(b"transfer-encoding", b"chunked")
        self.scope = {
            "type": "http", "method": "POST" if blocks else "GET", "path": path, "query_string": b"",
            "client": (client, 1), "headers": [(b"host", b"localhost"), *named.items()],
        }  # fmt: skip
        self.stalled = False
        self.gone = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self.complete = False

    async def receive(self) -> dict[str, Any]:
        await asyncio.sleep(0)
        if self.blocks:
            block = self.blocks.pop(0)
            return {"type": "http.request", "body": block, "more_body": bool(self.blocks) or self.stalled}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        await self.read()
        self.status = message.get("status", self.status)
        self.headers |= dict(message.get("headers", ()))
        self.body += message.get("body", b"")
        self.complete = message["type"] == "http.response.body" and not message.get("more_body", False)

    async def read(self) -> None:
        """Read at once."""

    async def ask(self, app: Any) -> "Client":
        await app(self.scope, self.receive, self.send)
        return self


class Server:
    """An application that answers with ``body`` and records the lengths of the requests."""

    def __init__(self, body: bytes = b"", kind: str = "text/html", length: bool = True) -> None:
        self.body, self.kind, self.length = body, kind, length
        self.received: list[int] = []
        self.ended: list[OSError] = []
        self.requests = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.requests += 1
        size, more = 0, True
        while more and scope["method"] == "POST":
            message = await receive()
            size, more = size + len(message["body"]), message["more_body"]
        self.received.append(size)
        headers = [(b"Content-Type", self.kind.encode())]
        if self.length:
            headers.append((b"Content-Length", str(len(self.body)).encode()))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": self.body})
        except OSError as error:
            self.ended.append(error)
            raise


def limited(app: Any, **overrides: Any) -> RequestLimits:
    limits = {"body_bytes": MAX_BYTES, "body_seconds": LONG, "send_seconds": LONG, "downloads": 4} | overrides
    return RequestLimits(app, refusal_page, **limits)


def run(do: Callable[[], Awaitable[Any]]) -> Any:
    """Run in a thread: a browser test may have left an event loop in this one."""

    async def bounded() -> Any:
        return await asyncio.wait_for(do(), 30)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(bounded())).result()


async def until(true: Callable[[], Any]) -> None:
    while not true():
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("sizes", [[0], [1], [10, 0, 10], [60_000] * 16, [MAX_BYTES]])
def test_a_body_within_the_limit_comes_through_whole(sizes: list[int]) -> None:
    async def ask() -> tuple[Server, Client]:
        server = Server(b"fine")
        return server, await Client(*(b"x" * size for size in sizes)).ask(limited(server))

    server, client = run(ask)
    assert server.received == [sum(sizes)]
    assert (client.status, client.body) == (200, b"fine")


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() -> None:
    async def ask() -> tuple[Server, Client]:
        server, client = Server(), Client(b"x", content_length=str(MAX_BYTES + 1))
        return server, await client.ask(limited(server))

    server, client = run(ask)
    assert client.status == 413
    assert client.headers[b"connection"] == b"close"
    assert b"Send only the part you need" in client.body
    assert not server.requests


def test_a_body_that_says_nothing_is_counted_while_it_comes() -> None:
    async def ask() -> tuple[Server, Client]:
        server, client = Server(), Client(*[b"x" * 60_000] * 40, path="/api/v1/articles/")
        return server, await client.ask(limited(server))

    server, client = run(ask)
    assert client.status == 413
    assert json.loads(client.body)["type"] == "urn:claimlight:problem:too-large"
    assert not server.requests
    assert not client.blocks, "what was still sent is dropped, so that the client gets to read its answer"


def test_the_refusal_is_in_the_language_of_whoever_asks() -> None:
    async def ask() -> Client:
        client = Client(b"x", content_length=str(MAX_BYTES + 1), accept_language="es")
        return await client.ask(limited(Server()))

    client = run(ask)
    assert b'lang="es"' in client.body
    assert b"default-src 'none'" in client.headers[b"content-security-policy"]


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async def ask() -> tuple[Server, Client]:
        server, client = Server(), Client(b"x", content_length="1000")
        client.stalled = True
        return server, await client.ask(limited(server, body_seconds=SHORT))

    server, client = run(ask)
    assert client.status == 408
    assert not server.requests


def test_a_large_body_on_a_slow_line_has_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block arrives after the initial time limit, but within the limit extended by the previous blocks."""
    monkeypatch.setattr(request_body, "MIN_RATE", 100_000)

    class SlowLine(Client):
        async def receive(self) -> dict[str, Any]:
            await asyncio.sleep(SHORT)
            return await super().receive()

    async def ask() -> Client:
        return await SlowLine(*[b"x" * 50_000] * 5).ask(limited(Server(b"fine"), body_seconds=2 * SHORT))

    assert run(ask).status == 200


def test_small_bodies_need_no_place_and_large_ones_wait_for_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "MAX_BODIES", 4)
    monkeypatch.setattr(request_body, "MAX_BODIES_PER_NETWORK", 2)
    large = b"x" * (request_body.SMALL + 1)

    async def crowd() -> list[int]:
        app = limited(Server(b"fine"))
        hostile = [Client(large, b"x") for _ in range(10)]
        for client in hostile:
            client.stalled = True
        tasks = [asyncio.create_task(client.ask(app)) for client in hostile]
        await asyncio.sleep(SHORT)
        same = await Client(b"a mark").ask(app)
        other = await Client(large, client="192.0.2.2").ask(app)
        waiting = asyncio.create_task(Client(large).ask(app))
        for client in hostile:
            client.gone.set()
        await asyncio.gather(*tasks)
        return [same.status, other.status, (await waiting).status]

    assert run(crowd) == [200, 200, 200]


def test_who_finds_no_place_in_time_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "MAX_BODIES_PER_NETWORK", 0)

    async def ask() -> Client:
        client = Client(b"x" * (request_body.SMALL + 1))
        return await client.ask(limited(Server(), body_seconds=SHORT))

    client = run(ask)
    assert client.status == 503
    assert client.headers[b"retry-after"] == b"10"


def test_who_leaves_while_sending_is_not_answered() -> None:
    async def ask() -> tuple[Server, Client]:
        server, client = Server(), Client(b"x", content_length="1000")
        client.stalled = True
        client.gone.set()
        return server, await client.ask(limited(server))

    server, client = run(ask)
    assert not server.requests
    assert not client.status


def test_a_response_that_nobody_reads_is_ended() -> None:
    class Unread(Client):
        async def read(self) -> None:
            if self.status:
                await asyncio.Event().wait()

    async def ask() -> tuple[Server, Client]:
        server, client = Server(b"x" * 2 * MAX_BYTES), Unread()
        with pytest.raises(OSError, match="does not read"):
            await client.ask(limited(server, send_seconds=SHORT))
        return server, client

    server, client = run(ask)
    assert len(server.ended) == 1
    assert not client.complete


def test_who_reads_slowly_gets_everything() -> None:
    class Slow(Client):
        async def read(self) -> None:
            await asyncio.sleep(SHORT / 2)

    async def ask() -> Client:
        return await Slow().ask(limited(Server(b"x" * 2 * MAX_BYTES), send_seconds=SHORT))

    client = run(ask)
    assert len(client.body) == 2 * MAX_BYTES
    assert client.complete


@pytest.mark.parametrize("length", [True, False])
def test_one_person_downloads_four_files_at_once_and_others_as_many(length: bool) -> None:
    async def crowd() -> tuple[list[int], bytes, int, list[int]]:
        server = Server(b"x" * 2 * MAX_BYTES, length=length)
        app = limited(server)
        reading = asyncio.Event()

        class Waiting(Client):
            async def read(self) -> None:
                if self.status:
                    await reading.wait()

        def ask(session: str) -> asyncio.Task[Client]:
            client = Waiting(cookie=f"other=1; sessionid={session}")
            return asyncio.create_task(client.ask(app))

        tasks = [ask(session) for session in ("ana", "ben") for _ in range(4)]
        anonymous = [asyncio.create_task(Waiting().ask(app)) for _ in range(30)]
        await until(lambda: server.requests == 38)
        refused = await Client(cookie="sessionid=ana").ask(app)
        reading.set()
        done = [(await task).status for task in (*tasks, *anonymous)]
        again = await Client(cookie="sessionid=ana").ask(app)
        return done, refused.body, refused.status, [again.status]

    done, page, refused, again = run(crowd)
    assert set(done) == {200}
    assert refused == 429
    assert b'data-refusal="too_many_downloads"' in page
    assert again == [200]


@pytest.mark.parametrize(("size", "kind"), [(10_000, "text/html"), (0, "text/event-stream")])
def test_pages_and_streams_are_no_downloads(size: int, kind: str) -> None:
    async def crowd() -> bool:
        reading = asyncio.Event()

        class Waiting(Client):
            async def read(self) -> None:
                if self.status:
                    await reading.wait()

        app = limited(Server(b"x" * size, kind, length=bool(size)))
        clients = [Waiting(cookie="sessionid=ana") for _ in range(20)]
        tasks = [asyncio.create_task(client.ask(app)) for client in clients]
        await until(lambda: all(client.status for client in clients))
        reading.set()
        await asyncio.gather(*tasks)
        return {client.status for client in clients} == {200}

    assert run(crowd)


def test_there_are_no_web_sockets() -> None:
    async def ask() -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await limited(Server())({"type": "websocket", "path": "/", "headers": []}, None, send)
        return sent

    assert run(ask) == [{"type": "websocket.close"}]
