"""A semaphore of which nobody can hold more than their share. Pure."""

import asyncio
from dataclasses import dataclass


@dataclass
class _Share:
    semaphore: asyncio.Semaphore
    users: int = 0


class FairSemaphore:
    """Admit ``limit`` holders at once, at most ``per_person`` of one person; all others wait.

    Requests above a person's share do not queue for the shared places, so that turns alternate among people.
    """

    def __init__(self, limit: int, per_person: int) -> None:
        self.all = asyncio.Semaphore(limit)
        self.per_person = per_person
        self.shares: dict[str, _Share] = {}

    async def acquire(self, person: str) -> None:
        """Wait for a place for this person. May be cancelled."""
        share = self.shares.setdefault(person, _Share(asyncio.Semaphore(self.per_person)))
        share.users += 1
        try:
            await share.semaphore.acquire()
            try:
                await self.all.acquire()
            except BaseException:
                share.semaphore.release()
                raise
        except BaseException:
            self._leave(person)
            raise

    def release(self, person: str) -> None:
        """Give the place back."""
        self.all.release()
        self.shares[person].semaphore.release()
        self._leave(person)

    def _leave(self, person: str) -> None:
        share = self.shares[person]
        share.users -= 1
        if not share.users:
            del self.shares[person]
