"""A semaphore that nobody can take for themselves alone."""

import asyncio
from dataclasses import dataclass


@dataclass
class _Own:
    semaphore: asyncio.Semaphore
    users: int = 0


class FairSemaphore:
    """Admit ``at_once`` holders, of each person ``of_one``; everybody else waits.

    Only as many of one person as could be admitted wait for the others, so that turns go round among people.
    """

    def __init__(self, at_once: int, of_one: int) -> None:
        self.all = asyncio.Semaphore(at_once)
        self.of_one = of_one
        self.people: dict[str, _Own] = {}

    async def acquire(self, person: str) -> None:
        """Wait until there is a place for this person. May be cancelled."""
        own = self.people.setdefault(person, _Own(asyncio.Semaphore(self.of_one)))
        own.users += 1
        try:
            await own.semaphore.acquire()
            try:
                await self.all.acquire()
            except BaseException:
                own.semaphore.release()
                raise
        except BaseException:
            self._leave(person)
            raise

    def release(self, person: str) -> None:
        """Give the place to whoever waits for it."""
        self.all.release()
        self.people[person].semaphore.release()
        self._leave(person)

    def _leave(self, person: str) -> None:
        own = self.people[person]
        own.users -= 1
        if not own.users:
            del self.people[person]
