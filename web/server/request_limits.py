"""Limits for each client (size of bodies, downloads, time), enforced in front of the whole application."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from web.server.refusal import Refusal, RequestRefused
from web.server.request_body import BodyReceiver, Disconnected, Receive
from web.server.response import Downloads, Response, ResponseEnded, Send, TooManyDownloads

Scope = dict[str, Any]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
# (scope, refusal) -> (headers, body)
RefusalPage = Callable[[Scope, Refusal], tuple[list[tuple[bytes, bytes]], bytes]]

# Seconds that a client has to stop sending so that it reads the response, and the pause between two reads.
LINGER, PAUSE = 30, 0.01


class RequestLimits:
    """ASGI middleware: passes on requests whose bodies have arrived, and ends responses that are not read.

    It is the outermost middleware, because only there it can close a connection.
    """

    def __init__(
        self,
        app: App,
        refusal_page: RefusalPage,
        *,
        body_bytes: int,
        body_seconds: float,
        send_seconds: float,
        downloads: int,
    ) -> None:
        self.app, self.refusal_page, self.send_seconds = app, refusal_page, send_seconds
        self.bodies = BodyReceiver(body_bytes, body_seconds)
        self.downloads = Downloads(downloads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        elif scope["type"] == "http":
            await self.handle_http(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def handle_http(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request or refuse it."""
        response = Response(scope, send, self.send_seconds, self.downloads)
        try:
            async with self.bodies.received(scope, receive) as received:
                await self.app(scope, received, response.send)
        except Disconnected:
            return
        except RequestRefused as error:
            await self.refuse(error.refusal, scope, receive, send)
        except ResponseEnded:
            pass
        finally:
            response.close()
        if isinstance(response.ended, TooManyDownloads):
            await self.refuse(Refusal.TOO_MANY_DOWNLOADS, scope, receive, send)
        elif response.ended:
            if not _abort(send):
                raise response.ended
            await _disconnected(receive)

    async def refuse(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the refusal.

        The rest of a body that is too large is read and dropped: most clients read only after sending everything.
        """
        headers, body = self.refusal_page(scope, refusal)
        if refusal is not Refusal.TOO_MANY_DOWNLOADS:
            headers = [*headers, (b"connection", b"close")]
        await send({"type": "http.response.start", "status": refusal.value, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        if refusal is Refusal.BODY_TOO_LARGE:
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER):
                    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
                        # Read slowly, whatever the connection's speed.
                        await asyncio.sleep(PAUSE)
        await send({"type": "http.response.body", "body": b""})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _abort(send: Send) -> bool:
    """Close the connection at once, which ASGI cannot do; an orderly close would wait until everything is read."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        return False
    transport.abort()
    return True
