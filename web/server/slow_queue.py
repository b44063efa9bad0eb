"""The line in which slow requests wait for their turn. Waiting holds no thread."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from web.server.fair_semaphore import FairSemaphore


class TooManyWaiting(Exception):
    """This person has as many requests in the line as one person may have."""


class QueueFull(Exception):
    """So many requests wait, or this one has waited for so long, that it would not get its turn in time."""


class ClientGone(Exception):
    """The client went away before its turn came."""


class SlowQueue:
    """Admit ``at_once`` requests, of each person one at a time, and let ``waiting`` more wait up to ``seconds``."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self.most, self.seconds = at_once + waiting, seconds
        self.places = FairSemaphore(at_once, 1)
        self.requests: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, person: str, most: int, gone: asyncio.Future[None]) -> AsyncIterator[None]:
        """Hold a place inside the block.

        ``most`` is how many requests this person may have here, the running one included; ``gone`` is done when the
        client has gone away. Raises ``TooManyWaiting``, ``QueueFull`` or ``ClientGone``.
        """
        if self.requests[person] >= most:
            raise TooManyWaiting
        if self.requests.total() >= self.most:
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
            # Zeros are dropped.
            self.requests = +self.requests

    async def _enter(self, person: str, gone: asyncio.Future[None]) -> None:
        entering = asyncio.ensure_future(self.places.acquire(person))
        await asyncio.wait({entering, gone}, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        if not entering.done():
            entering.cancel()
            with suppress(asyncio.CancelledError):
                await entering
            raise ClientGone if gone.done() else QueueFull
