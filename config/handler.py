"""How a request gets from the server to Django: whole, in one of a few threads that stay.

Django's own handler hands each middleware to a thread by itself, and makes a thread, and so a connection to the
database, anew for each request: measured, that is most of what a small request costs.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import connections
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.translation import activate, get_language

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# As many requests are worked at side by side in one process, each with a connection of its own. More of them take the
# interpreter from each other: with eight the slowest twentieth of a crowd's marks waited twice as long as with three.
THREADS = 4
# Bytes of a file that are read at a time.
BLOCK = 256 * 1024


class Handler(ASGIHandler):
    """An ASGI application. What is sent piece by piece is made in a thread of its own, as it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.threads = ThreadPoolExecutor(THREADS, "request")

    def load_middleware(self, is_async: bool = False) -> None:
        """One chain without a seam."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            raise ValueError("There is nothing here but HTTP.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        loop = asyncio.get_running_loop()
        response, language = await loop.run_in_executor(self.threads, self.answer, scope, body)
        await send(
            {
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
        )
        if isinstance(response, StreamingHttpResponse):
            await self.stream(response, scope, language, receive, send)
        else:
            await send({"type": "http.response.body", "body": response.content})

    def answer(self, scope: dict[str, Any], body: Any) -> tuple[HttpResponseBase, str | None]:
        """In a thread: what Django says, and the reader's language. What is whole is closed."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, error = self.create_request(scope, body)
        response = self.get_response(request) if request else error
        body.close()
        if not response.streaming:
            response.close()
        return response, get_language()

    async def stream(
        self, response: StreamingHttpResponse, scope: Any, language: str | None, receive: Receive, send: Send
    ) -> None:
        """Piece by piece, until there is no more or nobody reads on."""
        loop = asyncio.get_running_loop()
        gone = asyncio.ensure_future(_gone(receive))
        thread = ThreadPoolExecutor(1, "stream")
        if isinstance(response, FileResponse):
            response.block_size = BLOCK
        thread.submit(_begin, scope, language)
        try:
            pieces = iter(response)
            while not gone.done():
                piece = await loop.run_in_executor(thread, next, pieces, None)
                await send(
                    {"type": "http.response.body", "body": piece or b"", "more_body": piece is not None}
                )
                if piece is None:
                    break
        finally:
            gone.cancel()
            thread.submit(_end, response)
            thread.shutdown(wait=False)


def _begin(scope: Any, language: str | None) -> None:
    """The thread of the stream is as that of the request was: pieces are made in it."""
    set_script_prefix(get_script_prefix(scope))
    if language:
        activate(language)


def _end(response: StreamingHttpResponse) -> None:
    """In the thread of the stream, which nobody has after it."""
    response.close()
    connections.close_all()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
