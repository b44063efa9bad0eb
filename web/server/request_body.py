"""Receive the body of a request, limited in size and time, before a thread is taken for the request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import Any

from web.server.client import network
from web.server.fair_semaphore import FairSemaphore
from web.server.refusal import Refusal, RequestRefused

Receive = Callable[[], Awaitable[dict[str, Any]]]

# Bytes. Annotations and most forms are smaller; a larger body needs one of the places.
SMALL = 64 * 1024
# Bytes of a body that stay in memory, and bytes that are passed on at a time.
IN_MEMORY, BLOCK = 1024 * 1024, 64 * 1024
# How many larger bodies are received at once, and how many from one network, which may be a whole school.
MAX_BODIES, MAX_BODIES_PER_NETWORK = 64, 32
# Bytes per second. Each byte that has arrived extends the time limit, for large files on slow connections.
MIN_RATE = 32 * 1024


class Disconnected(Exception):
    """The client went away before its request had arrived."""


class BodyReceiver:
    """Receives bodies of at most ``max_bytes``, each within ``seconds`` plus the time that its size allows."""

    def __init__(self, max_bytes: int, seconds: float) -> None:
        self.max_bytes, self.seconds = max_bytes, seconds
        self.places = FairSemaphore(MAX_BODIES, MAX_BODIES_PER_NETWORK)

    @asynccontextmanager
    async def received(self, scope: Any, receive: Receive) -> AsyncIterator[Receive]:
        """Yield a ``receive`` for which the whole body is available.

        Raise ``RequestRefused`` or ``Disconnected``.
        """
        headers = dict(scope["headers"])
        length = int(headers.get(b"content-length", b"0"))
        if length > self.max_bytes:
            raise RequestRefused(Refusal.BODY_TOO_LARGE)
        if not length and b"transfer-encoding" not in headers:
            yield receive
            return
        async with AsyncExitStack() as stack:
            body = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 (the stack closes it)

            async def acquire_place() -> None:
                key = network(scope)
                await self.places.acquire(key)
                stack.callback(self.places.release, key)

            await self._fill(body, receive, acquire_place)
            yield _replay(body, receive, stack)

    async def _fill(self, body: Any, receive: Receive, acquire_place: Callable[[], Awaitable[None]]) -> None:
        time = asyncio.get_running_loop().time
        started, size, waiting, more = time(), 0, False, True
        try:
            async with asyncio.timeout(self.seconds) as timeout:
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Disconnected
                    block, more = message.get("body", b""), message.get("more_body", False)
                    previous_size, size = size, size + len(block)
                    if size > self.max_bytes:
                        raise RequestRefused(Refusal.BODY_TOO_LARGE)
                    if previous_size <= SMALL < size:
                        waiting = True
                        await acquire_place()
                        waiting, started = False, time()
                    body.write(block)
                    timeout.reschedule(started + self.seconds + size / MIN_RATE)
        except TimeoutError:
            raise RequestRefused(Refusal.TOO_MANY_BODIES if waiting else Refusal.BODY_TOO_SLOW) from None


def _replay(body: Any, receive: Receive, stack: AsyncExitStack) -> Receive:
    """Return a ``receive`` that yields the body block by block and releases body and place with the last one."""
    size, done = body.tell(), False
    body.seek(0)

    async def receive_again() -> dict[str, Any]:
        nonlocal done
        if done:
            return await receive()
        block = body.read(BLOCK)
        done = body.tell() == size
        if done:
            await stack.aclose()
        else:
            # Let other requests run between two blocks of a large body.
            await asyncio.sleep(0)
        return {"type": "http.request", "body": block, "more_body": not done}

    return receive_again
