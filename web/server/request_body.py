"""Receive the body of a request, bounded in size and time, before anything behind it has to wait for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import Any

from web.server.client import network
from web.server.fair_semaphore import FairSemaphore
from web.server.refusal import Refusal, RequestRefused

Receive = Callable[[], Awaitable[dict[str, Any]]]

# Bytes: marks and most forms are smaller. A body that is larger needs one of the places.
SMALL = 64 * 1024
# Bytes of a body that are kept in memory, and those that are handed on at a time.
IN_MEMORY, BLOCK = 1024 * 1024, 64 * 1024
# How many larger bodies are received at once, and how many from one network: that of a school, perhaps.
AT_ONCE, FROM_ONE_NETWORK = 64, 32
# Bytes a second. What has arrived adds to the time that the rest may take: large files come by slow lines, too.
SLOWEST = 32 * 1024


class Disconnected(Exception):
    """The client went away before its request had arrived."""


class BodyReceiver:
    """Receives bodies of at most ``most`` bytes, each within ``seconds`` and what its size adds to them."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self.places = FairSemaphore(AT_ONCE, FROM_ONE_NETWORK)

    @asynccontextmanager
    async def received(self, scope: Any, receive: Receive) -> AsyncIterator[Receive]:
        """Give a ``receive`` for which the whole body is there. Raises ``RequestRefused`` or ``Disconnected``."""
        headers = dict(scope["headers"])
        length = int(headers.get(b"content-length", b"0"))
        if length > self.most:
            raise RequestRefused(Refusal.BODY_TOO_LARGE)
        if not length and b"transfer-encoding" not in headers:
            yield receive
            return
        async with AsyncExitStack() as stack:
            body = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 (the stack closes it)

            async def take_place() -> None:
                place = network(scope)
                await self.places.acquire(place)
                stack.callback(self.places.release, place)

            await self._fill(body, receive, take_place)
            yield _from_the_start(body, receive, stack)

    async def _fill(self, body: Any, receive: Receive, take_place: Callable[[], Awaitable[None]]) -> None:
        time = asyncio.get_running_loop().time
        begun, size, waiting, more = time(), 0, False, True
        try:
            async with asyncio.timeout(self.seconds) as limit:
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Disconnected
                    block, more = message.get("body", b""), message.get("more_body", False)
                    before, size = size, size + len(block)
                    if size > self.most:
                        raise RequestRefused(Refusal.BODY_TOO_LARGE)
                    if before <= SMALL < size:
                        waiting = True
                        await take_place()
                        waiting, begun = False, time()
                    body.write(block)
                    limit.reschedule(begun + self.seconds + size / SLOWEST)
        except TimeoutError:
            raise RequestRefused(Refusal.TOO_MANY_BODIES if waiting else Refusal.BODY_TOO_SLOW) from None


def _from_the_start(body: Any, receive: Receive, stack: AsyncExitStack) -> Receive:
    """Return a ``receive`` that gives the body block by block; with the last one, body and place are let go."""
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
            # Others have their turn between two blocks of a large body.
            await asyncio.sleep(0)
        return {"type": "http.request", "body": block, "more_body": not done}

    return receive_again
