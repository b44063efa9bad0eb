"""The live feed: ``rounds/{id}/changes/`` as server-sent events, wherever the site is served by ASGI.

Who may listen, and what they may be told, is asked of the same address as JSON, with the listener's own headers:
there is no second place that decides it. One tail a process looks for new changes, and hands them on.
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
from web.server.event_stream import write_event

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ADDRESS = re.compile(r"^/api/v1/rounds/(\d{1,18})/changes/$")
# Proxies close what is silent for a minute; and who may listen is asked again as often as this.
HEARTBEAT, ASK_AGAIN = 15, 30
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class EventStreamMiddleware:
    """ASGI: answers requests for events itself, and gives everything else to ``app``."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.tail = ChangeFeed()
        # Streams by the person who reads them.
        self.open: Counter[bytes] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        found = ADDRESS.match(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found and b"text/event-stream" in _headers(scope).get(b"accept", b""):
            await self.stream(int(found[1]), scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def leave(self) -> None:
        """From a signal's handler: everybody is sent away, and comes back to another process."""
        self.tail.end()

    async def stream(self, round_: int, scope: Scope, receive: Receive, send: Send) -> None:
        """From the first answer until one side has enough."""
        given = parse_qs(scope["query_string"].decode("latin-1"))
        after = _headers(scope).get(b"last-event-id", b"").decode("latin-1") or given.get("after", ["0"])[0]
        scope = _as_json(scope, given.get("as", [""])[0])
        # Listening begins before the question: what happens in between is heard twice, and told once.
        with self.tail.listening(round_) as listener:
            await self.tail.known(round_)
            status, headers, body = await self.ask(scope, after)
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
        self, listener: Listener, scope: Scope, answer: tuple[Any, bytes], receive: Receive, send: Send
    ) -> None:
        """Send the stream itself."""
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _send_event(send, b"retry: 2000\nevent: ready\ndata: {}\n\n")
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _gone: listener.put(None))
        try:
            await self.tell(listener, scope, send, answer, gone)
        finally:
            gone.cancel()

    async def tell(
        self,
        listener: Listener,
        scope: Scope,
        send: Send,
        answer: tuple[Any, bytes],
        gone: asyncio.Future[None],
    ) -> None:
        """Everything there is, then everything that comes."""
        loop = asyncio.get_running_loop()
        headers, body = answer
        while True:
            more = await self.pass_on(listener, headers, body, send)
            # Who came at the same time does not ask again at the same time.
            until = loop.time() + ASK_AGAIN * random.uniform(0.5, 1)  # noqa: S311 (no secret)  # nosec B311
            while not more and loop.time() < until:
                try:
                    told = await asyncio.wait_for(listener.queue.get(), HEARTBEAT)
                except TimeoutError:
                    await _send_event(send, b":\n\n")
                    continue
                if gone.done() or listener.lost:
                    return
                if told is None:
                    break
                if said := told.after(listener.cursor):
                    listener.cursor = max(listener.cursor, told.last)
                    await _send_event(send, said)
            status, headers, body = await self.ask(scope, str(listener.cursor))
            if status != 200:
                return

    async def pass_on(self, listener: Listener, headers: Any, body: bytes, send: Send) -> bool:
        """What the address answered, as events; whether there is more to ask for."""
        known = dict(headers)
        answer = json.loads(body)
        listener.reader = int(known[b"live-reader"])
        hidden = not listener.shared
        listener.shared, listener.key = known[b"live-shared"] == b"1", known[b"live-key"] == b"1"
        listener.known = True
        listener.cursor = max(listener.cursor, int(known[b"live-after"]))
        for row in answer["results"]:
            if row["seq"] > listener.cursor:
                listener.cursor = row["seq"]
                await _send_event(send, write_event(row["verb"], row["payload"], row["seq"]))
        if hidden and listener.shared:
            self.tail.arrived(listener)
        return bool(answer["more"])

    async def ask(self, scope: Scope, after: str) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """What the address answers as JSON: (status, headers, body)."""
        sent: list[dict[str, Any]] = []
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope | {"query_string": f"after={after}".encode("latin-1", "replace")}, receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], [(name.lower(), value) for name, value in sent[0]["headers"]], body


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in scope["headers"]}


def _as_json(scope: Scope, signed_in_as: str) -> Scope:
    """The same request for JSON. An event source sends no headers: the page says in the query whose it is."""
    headers = _headers(scope) | {b"accept": b"application/json", b"accept-encoding": b"identity"}
    if signed_in_as:
        headers[b"x-signed-in-as"] = signed_in_as.encode("latin-1", "replace")
    return scope | {"headers": list(headers.items())}


async def _refuse(send: Send) -> None:
    """Pages ask from time to time then, in place of listening."""
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


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
