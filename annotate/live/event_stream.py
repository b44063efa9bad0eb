"""The live feed: ``rounds/{id}/changes/`` as server-sent events, if the site is served by ASGI.

What a listener may see is decided by the same address as JSON, requested with the listener's own headers. After that
the ChangeFeed of the process passes new changes on.
"""

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from annotate.live.change_feed import ChangeFeed, Listener
from web.http.embedded import without_prefix
from web.server.event_stream import write_event

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PATH = re.compile(r"^/api/v1/rounds/(\d{1,18})/changes/$")
# Seconds: proxies close connections that are silent for a minute; permissions are checked again this often.
HEARTBEAT_INTERVAL, RECHECK_INTERVAL = 15, 30
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class EventStreamMiddleware:
    """ASGI middleware that answers requests for event streams and passes all others to ``app``."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.feed = ChangeFeed()
        # Open streams by the id of their reader.
        self.open: Counter[bytes] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        match = PATH.match(without_prefix(scope["path"])) if is_get else None
        if match and b"text/event-stream" in _headers(scope).get(b"accept", b""):
            await self.stream(int(match[1]), scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def shut_down(self) -> None:
        """Disconnect all listeners, who then reconnect to another process. Callable from a signal handler."""
        self.feed.close()

    async def stream(self, round_: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a stream, until either side ends it."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        after = _headers(scope).get(b"last-event-id", b"").decode("latin-1") or query.get("after", ["0"])[0]
        scope = _as_json(scope, query.get("as", [""])[0])
        # Listening starts before the first read: changes in between arrive twice and are sent once.
        with self.feed.listening(round_) as listener:
            await self.feed.watch(round_)
            status, headers, body = await self.read_api(scope, after)
            if status != 200:
                await send({"type": "http.response.start", "status": status, "headers": headers})
                await send({"type": "http.response.body", "body": body})
                return
            reader = dict(headers)[b"live-reader"]
            if self.open[reader] >= settings.STREAMS_PER_PERSON:
                await _refuse(send)
                return
            self.open[reader] += 1
            try:
                await self.listen(listener, scope, (headers, body), receive, send)
            finally:
                self.open[reader] -= 1

    async def listen(
        self, listener: Listener, scope: Scope, response: tuple[Any, bytes], receive: Receive, send: Send
    ) -> None:
        """Start the response, and send events until the client disconnects."""
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _send_event(send, b"retry: 2000\nevent: ready\ndata: {}\n\n")
        disconnect = asyncio.ensure_future(_wait_for_disconnect(receive))
        disconnect.add_done_callback(lambda _disconnect: listener.put(None))
        try:
            await self.send_events(listener, scope, send, response, disconnect)
        finally:
            disconnect.cancel()

    async def send_events(
        self,
        listener: Listener,
        scope: Scope,
        send: Send,
        response: tuple[Any, bytes],
        disconnect: asyncio.Future[None],
    ) -> None:
        """Send the changes that the API has returned, then those of the feed, reading the API again when needed."""
        loop = asyncio.get_running_loop()
        headers, body = response
        while True:
            more = await self.send_backlog(listener, headers, body, send)
            # At random, so that those who connected at the same time do not read at the same time.
            recheck_at = loop.time() + RECHECK_INTERVAL * random.uniform(0.5, 1)  # noqa: S311 (no secret)  # nosec B311
            while not more and loop.time() < recheck_at:
                try:
                    batch = await asyncio.wait_for(listener.queue.get(), HEARTBEAT_INTERVAL)
                except TimeoutError:
                    await _send_event(send, b":\n\n")
                    continue
                if disconnect.done() or listener.disconnected:
                    return
                if batch is None:
                    break
                if events := batch.after(listener.cursor):
                    listener.cursor = max(listener.cursor, batch.last)
                    await _send_event(send, events)
            status, headers, body = await self.read_api(scope, str(listener.cursor))
            if status != 200:
                return

    async def send_backlog(self, listener: Listener, headers: Any, body: bytes, send: Send) -> bool:
        """Send the changes that the API has returned as events. Return whether there are more to read."""
        permissions = dict(headers)
        changes = json.loads(body)
        listener.reader = int(permissions[b"live-reader"])
        audience = listener.audience
        listener.shared, listener.key = permissions[b"live-shared"] == b"1", permissions[b"live-key"] == b"1"
        listener.group = frozenset(map(int, permissions[b"live-group"].split()))
        listener.offset = int(permissions[b"live-offset"])
        listener.ready = True
        listener.cursor = max(listener.cursor, int(permissions[b"live-after"]))
        for row in changes["results"]:
            if row["seq"] > listener.cursor:
                listener.cursor = row["seq"]
                await _send_event(send, write_event(row["verb"], row["payload"], row["seq"]))
        if listener.audience != audience:
            self.feed.announce(listener)
        return bool(changes["more"])

    async def read_api(self, scope: Scope, after: str) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Request the changes as JSON from ``app``. Return (status, headers, body)."""
        sent: list[dict[str, Any]] = []
        received = False

        async def receive() -> dict[str, Any]:
            nonlocal received
            if received:
                await asyncio.Event().wait()
            received = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope | {"query_string": f"after={after}".encode("latin-1", "replace")}, receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], [(name.lower(), value) for name, value in sent[0]["headers"]], body


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in scope["headers"]}


def _as_json(scope: Scope, signed_in_as: str) -> Scope:
    """Return the same request for JSON, with the user that the query names: an EventSource cannot send headers."""
    headers = _headers(scope) | {b"accept": b"application/json", b"accept-encoding": b"identity"}
    if signed_in_as:
        headers[b"x-signed-in-as"] = signed_in_as.encode("latin-1", "replace")
    return scope | {"headers": list(headers.items())}


async def _refuse(send: Send) -> None:
    """Answer 429 Too Many Requests. Pages then poll instead."""
    problem = {
        "type": "urn:claimlight:problem:too-often",
        "title": HTTPStatus.TOO_MANY_REQUESTS.phrase,
        "status": HTTPStatus.TOO_MANY_REQUESTS,
        "detail": f"One person may have {settings.STREAMS_PER_PERSON} streams open. Close one, and try again.",
    }
    headers = [(b"content-type", b"application/problem+json"), (b"retry-after", b"30")]
    await send({"type": "http.response.start", "status": problem["status"], "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})


async def _send_event(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
