"""The queue of slow requests. Waiting requests occupy no thread. Pure."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from web.server.fair_semaphore import FairSemaphore


class TooManyWaiting(Exception):
    """This person has as many requests in the queue as one person may have."""


class QueueFull(Exception):
    """So many requests wait, or this one has waited so long, that it would not be answered in time."""


class ClientGone(Exception):
    """The client disconnected before its turn."""


class SlowQueue:
    """Admit ``at_once`` requests, one per person at a time, and let ``waiting`` more wait for up to ``seconds``."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self.max_requests, self.seconds = at_once + waiting, seconds
        self.places = FairSemaphore(at_once, 1)
        self.requests: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, person: str, limit: int, gone: asyncio.Future[None]) -> AsyncIterator[None]:
        """Hold a place while the block runs.

        ``limit`` is how many requests this person may have in the queue, running ones included; ``gone`` is done when
        the client disconnects. Raise ``TooManyWaiting``, ``QueueFull`` or ``ClientGone``.
        """
        if self.requests[person] >= limit:
            raise TooManyWaiting
        if self.requests.total() >= self.max_requests:
            raise QueueFull
        self.requests[person] += 1
        try:
            await self._enter(person, gone)
            try:
                yield
            finally:
                self.places.release(person)
        finally:
            self.requests[person] -= 1
            # Drops zero counts.
            self.requests = +self.requests

    async def _enter(self, person: str, gone: asyncio.Future[None]) -> None:
        entering = asyncio.ensure_future(self.places.acquire(person))
        await asyncio.wait({entering, gone}, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        if not entering.done():
            entering.cancel()
            with suppress(asyncio.CancelledError):
                await entering
            raise ClientGone if gone.done() else QueueFull
