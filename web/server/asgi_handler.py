"""Pass each request from the server to Django as a whole, in one of a few threads that stay.

Django's own ASGI handler passes each middleware to a thread by itself, and starts a thread, and so a database
connection, for each request: that costs four to five times as much CPU time. a2wsgi would replace some 40 of these 200
lines (calling Django and sending a response that is complete). Receiving the body before a thread is taken, fair
turns, slow requests, files and streams would stay in a layer around it, as long as this handler: so there is one
handler and no dependency.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections, connections
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.translation import activate, get_language

from web.http.embedded import without_prefix
from web.server.client import network, person
from web.server.fair_semaphore import FairSemaphore
from web.server.slow_queue import ClientGone, QueueFull, SlowQueue, TooManyWaiting
from web.server.slow_views import is_slow

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# So many requests are answered at once in one process, each with a connection of its own. More threads take the
# interpreter from each other: with eight the slowest twentieth of many writes took twice as long as with three.
THREADS = 4
# How many of them one person may have, or all people without an account behind one address: whoever asks for a hundred
# pages at once waits for them, and nobody else does.
THREADS_OF_ONE = 3
# Slow requests have threads of their own, so that ordinary ones always find one.
SLOW_THREADS = 2
# How many slow requests wait for them, and for how many seconds.
SLOW_WAITING, SLOW_WAIT = 100, 60
# How many of them one person may have there, and people without an account behind one address: a class, perhaps.
SLOW_OF_PERSON, SLOW_OF_ADDRESS = 6, 60
# Files are read, and streams are generated, in threads that many responses share: a thread is held for one piece, and
# the next is made when the client has read it.
FILE_THREADS, STREAM_THREADS = 4, 2
# Bytes of a file that are read at a time.
BLOCK = 256 * 1024


class ThreadPoolHandler(ASGIHandler):
    """An ASGI application."""

    def __init__(self, identify: Callable[[HttpRequest], tuple[str, bool]]) -> None:
        """Take turns by what ``identify`` returns for a request: a key, and whether it is a signed-in person's."""
        super().__init__()
        self.identify = identify
        self.threads = ThreadPoolExecutor(THREADS, "request")
        self.turns = FairSemaphore(THREADS, THREADS_OF_ONE)
        self.slow_threads = ThreadPoolExecutor(SLOW_THREADS, "slow request")
        self.file_threads = [StreamThread(f"file {number}") for number in range(FILE_THREADS)]
        self.stream_threads = [StreamThread(f"stream {number}") for number in range(STREAM_THREADS)]
        self.slow_queue = SlowQueue(SLOW_THREADS, SLOW_WAITING, SLOW_WAIT)

    def load_middleware(self, is_async: bool = False) -> None:
        """Load synchronous middleware, so that Django never changes threads within a request."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Receive a request, let Django answer it in a thread, and send the response."""
        if scope["type"] != "http":
            raise ValueError("There is nothing here but HTTP.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        try:
            path = scope["path"].removeprefix(get_script_prefix(scope))
            if is_slow(without_prefix(path), scope["method"]):
                response, language = await self.answer_slowly(scope, body, receive)
            else:
                response, language = await self.in_thread(scope, self.answer, scope, body)
        except ClientGone:
            body.close()
            return
        start = {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": [
                *((name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()),
                *(
                    (b"Set-Cookie", cookie.OutputString().encode("ascii"))
                    for cookie in response.cookies.values()
                ),
            ],
        }
        if not isinstance(response, StreamingHttpResponse):
            await send(start)
            await send({"type": "http.response.body", "body": response.content})
            return
        threads = self.file_threads if isinstance(response, FileResponse) else self.stream_threads
        thread = min(threads, key=lambda each: each.responses)
        async with thread.pieces(response, get_script_prefix(scope), language) as next_piece:
            await _send_pieces(start, next_piece, receive, send)

    async def in_thread(self, scope: Any, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call ``function`` in a thread of ordinary requests, when it is the turn of whoever asks."""
        who = person(scope) or network(scope)
        await self.turns.acquire(who)
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)
        finally:
            self.turns.release(who)

    async def answer_slowly(
        self, scope: Any, body: Any, receive: Receive
    ) -> tuple[HttpResponseBase, str | None]:
        """Answer when it is this person's turn, in a thread of slow requests; or refuse, in an ordinary one."""
        loop = asyncio.get_running_loop()
        who, signed_in = await self.in_thread(scope, self.identify_requester, scope, body)
        most = SLOW_OF_PERSON if signed_in else SLOW_OF_ADDRESS
        gone = asyncio.ensure_future(_gone(receive))
        try:
            async with self.slow_queue.turn(who, most, gone):
                return await loop.run_in_executor(self.slow_threads, self.answer, scope, body)
        except (TooManyWaiting, QueueFull) as refusal:
            return await self.in_thread(scope, self.answer, scope, body, refusal)
        finally:
            gone.cancel()

    def identify_requester(self, scope: Any, body: Any) -> tuple[str, bool]:
        """Return whose turn this request takes, and whether that is a signed-in person."""
        close_old_connections()
        request, _ = self.create_request(scope, body)
        return self.identify(request) if request else ("", False)

    def answer(
        self, scope: dict[str, Any], body: Any, refusal: Exception | None = None
    ) -> tuple[HttpResponseBase, str | None]:
        """Return Django's response and the language of the request. Called in a thread; closes what is not streamed."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, error = self.create_request(scope, body)
        if request and refusal:
            request.refusal = refusal
        response = self.get_response(request) if request else error
        body.close()
        if not response.streaming:
            response.close()
        return response, get_language()


class StreamThread:
    """A thread that makes the pieces of several responses: all of one response, since it may use a connection."""

    def __init__(self, name: str) -> None:
        self.thread = ThreadPoolExecutor(1, name)
        self.responses = 0

    @asynccontextmanager
    async def pieces(
        self, response: StreamingHttpResponse, script_prefix: str, language: str | None
    ) -> AsyncIterator[Callable[[], Awaitable[bytes | None]]]:
        """Yield a function that makes the next piece, or returns None after the last. Close the response at the end."""
        if isinstance(response, FileResponse):
            response.block_size = BLOCK
        pieces = iter(response)

        def make() -> bytes | None:
            set_script_prefix(script_prefix)
            if language:
                activate(language)
            return next(pieces, None)

        self.responses += 1
        try:
            yield lambda: asyncio.get_running_loop().run_in_executor(self.thread, make)
        finally:
            self.responses -= 1
            self.thread.submit(response.close)
            if not self.responses:
                self.thread.submit(connections.close_all)


async def _send_pieces(
    start: Any, next_piece: Callable[[], Awaitable[Any]], receive: Receive, send: Send
) -> None:
    """Send piece after piece, until there is no more or the client goes away."""
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await send(start)
        while not gone.done():
            piece = await next_piece()
            await send({"type": "http.response.body", "body": piece or b"", "more_body": piece is not None})
            if piece is None:
                break
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
