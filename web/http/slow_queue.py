"""The line in which slow requests wait for their turn. Waiting holds no thread."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


class TooManyWaiting(Exception):
    """This person has as many requests in the line as one person may have."""


class LineIsFull(Exception):
    """So many requests wait, or this one has waited for so long, that it would not get its turn in time."""


class Abandoned(Exception):
    """The client went away before its turn came."""


@dataclass
class Place:
    """What one person has in the line."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    requests: int = 0


class SlowQueue:
    """Admit ``at_once`` requests, of each person one at a time, and let ``waiting`` more wait up to ``seconds``.

    Only the first request of each person waits for a slot, so that slots go round among people.
    """

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self.most, self.seconds = at_once + waiting, seconds
        self.slots = asyncio.Semaphore(at_once)
        self.requests = 0
        self.places: dict[str, Place] = {}

    @asynccontextmanager
    async def turn(self, person: str, most: int, gone: asyncio.Future[None]) -> AsyncIterator[None]:
        """Hold a slot inside the block.

        ``most`` is how many requests this person may have here, the running one included; ``gone`` is done when the
        client has gone away. Raises ``TooManyWaiting``, ``LineIsFull`` or ``Abandoned``.
        """
        place = self.places.get(person) or Place()
        if place.requests >= most:
            raise TooManyWaiting
        if self.requests >= self.most:
            raise LineIsFull
        self.places[person] = place
        place.requests += 1
        self.requests += 1
        try:
            await self._enter(place, gone)
            try:
                yield
            finally:
                self.slots.release()
                place.turn.release()
        finally:
            self.requests -= 1
            place.requests -= 1
            if not place.requests:
                del self.places[person]

    async def _enter(self, place: Place, gone: asyncio.Future[None]) -> None:
        entering = asyncio.ensure_future(self._acquire(place))
        await asyncio.wait({entering, gone}, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        if not entering.done():
            entering.cancel()
            with suppress(asyncio.CancelledError):
                await entering
            raise Abandoned if gone.done() else LineIsFull

    async def _acquire(self, place: Place) -> None:
        await place.turn.acquire()
        try:
            await self.slots.acquire()
        except asyncio.CancelledError:
            place.turn.release()
            raise
