"""One tail a process: looks for what is new in the rounds that somebody listens to, and tells the listeners.

The rows of an open round are fetched once for all its listeners. Where marks are hidden nobody is told anything but
to ask for themselves, and only who is meant: another's mark makes no sound at all.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import close_old_connections

from annotate.access import access_versions, changes_since_by_round
from annotate.live.presence import update_and_list
from web.server.event_stream import write_event

# Seconds between two looks, and between two counts of who is here.
LOOK, COUNT = 0.2, 5
# A listener who is so many events behind is cut off: it comes back and takes up where it was.
MAX_WAITING = 500


@dataclass(frozen=True)
class EventBatch:
    """What happened since the last look, as events, each with its number; what has none is always told."""

    events: tuple[tuple[int | None, bytes], ...]

    @cached_property
    def whole(self) -> bytes:
        """All of it: mostly everybody is told everything, and it is put together once."""
        return b"".join(said for _number, said in self.events)

    @cached_property
    def last(self) -> int:
        """The number of the last one; 0 without any."""
        return max((number or 0 for number, _said in self.events), default=0)

    def after(self, cursor: int) -> bytes:
        """What somebody does not know yet who knows everything up to ``cursor``."""
        first = self.events[0][0]
        if first is None or first > cursor:
            return self.whole
        return b"".join(said for number, said in self.events if number is None or number > cursor)


@dataclass(eq=False)
class Listener:
    """Somebody's open stream. ``shared``: all there is in the round may be told to them, but for the key (``key``).

    Until they are ``known`` they may have been answered already without what happens now, and are to ask again.
    """

    round: int
    reader: int = 0
    shared: bool = False
    key: bool = False
    known: bool = False
    cursor: int = 0
    lost: bool = False
    queue: "asyncio.Queue[EventBatch | None]" = field(default_factory=lambda: asyncio.Queue(MAX_WAITING))

    def put(self, told: EventBatch | None) -> None:
        """Events, or None to ask anew."""
        try:
            self.queue.put_nowait(told)
        except asyncio.QueueFull:
            self.lost = True

    def lose(self) -> None:
        """Cut them off."""
        self.lost = True
        self.put(None)


class ChangeFeed:
    """Runs as long as somebody listens."""

    def __init__(self) -> None:
        self.listeners: dict[int, set[Listener]] = {}
        self.seen: dict[int, int] = {}
        self.access: dict[int, Any] = {}
        self.people: dict[int, EventBatch] = {}
        self.thread = ThreadPoolExecutor(1, "tail")
        self.task: asyncio.Task[None] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.counted = 0.0
        self.ended = False

    def end(self) -> None:
        """Every listener is cut off, and comes back elsewhere. From any thread, and from a signal's handler."""
        self.ended = True
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._cut_off)

    def _cut_off(self) -> None:
        for listener in [each for listeners in self.listeners.values() for each in listeners]:
            listener.lose()

    @contextmanager
    def listening(self, round_: int) -> Iterator[Listener]:
        """A new listener, until the end of the block."""
        listener = Listener(round_)
        # A server takes connections for a moment yet, and who was cut off may come back that soon.
        if self.ended:
            listener.lose()
        self.listeners.setdefault(round_, set()).add(listener)
        self.loop = asyncio.get_running_loop()
        if self.task is None or self.task.done():
            self.task = self.loop.create_task(self.run())
        try:
            yield listener
        finally:
            self.listeners[round_].discard(listener)
            if not self.listeners[round_]:
                for known in (self.listeners, self.seen, self.access, self.people):
                    known.pop(round_, None)
            # Who has left is told with the next look.
            self.counted = 0.0

    async def known(self, round_: int) -> None:
        """From now on nothing that happens in the round is missed."""
        if round_ not in self.seen:
            loop = asyncio.get_running_loop()
            found, access = await loop.run_in_executor(self.thread, self.look, {}, [round_])
            for pk, (last, _) in found.items():
                self.access[pk] = access.get(pk)
                self.seen.setdefault(pk, last)

    def arrived(self, listener: Listener) -> None:
        """It is known who listens, and that they may know it of others: with the next look everybody is told."""
        if said := self.people.get(listener.round):
            listener.put(said)
        self.counted = 0.0

    async def run(self) -> None:
        """Look, and look again."""
        loop = asyncio.get_running_loop()
        while self.listeners:
            seen = dict(self.seen)
            found, access = await loop.run_in_executor(self.thread, self.look, seen, list(seen))
            changed = {pk for pk in seen if pk in self.access and self.access[pk] != access.get(pk)}
            self.access |= {pk: access.get(pk) for pk in self.seen if pk in seen}
            for round_, (last, changes) in found.items():
                if round_ in self.seen:
                    self.seen[round_] = last
                if round_ not in changed:
                    self.hand_on(round_, changes)
            for round_ in changed:
                for listener in list(self.listeners.get(round_, ())):
                    listener.put(None)
            if loop.time() > self.counted + COUNT:
                self.counted = loop.time()
                await self.count()
            await asyncio.sleep(LOOK)

    @staticmethod
    def look(
        seen: dict[int, int], rounds: list[int]
    ) -> tuple[dict[int, tuple[int, list[dict[str, Any]]]], dict[int, Any]]:
        """What is new, by round, and the state of access to each; in a thread of its own.

        The latter is read last: of what happens after somebody was removed they are told nothing.
        """
        close_old_connections()
        return changes_since_by_round(rounds, seen), access_versions(rounds)

    def hand_on(self, round_: int, changes: list[dict[str, Any]]) -> None:
        """What is new to whom it concerns, all of it at once."""
        # What may be told may be another matter from now on.
        asked_anew = any(change["verb"] in ("round.set", "round.move") for change in changes)
        events = [
            (
                change["kind"] == "key",
                (change["seq"], write_event(change["verb"], change["payload"], change["seq"])),
            )
            for change in changes
        ]
        everything = EventBatch(tuple(said for _key, said in events))
        but_the_key = EventBatch(tuple(said for key, said in events if not key))
        for listener in list(self.listeners.get(round_, ())):
            if (
                asked_anew
                or not listener.known
                or (not listener.shared and any(_affects_visibility(listener, change) for change in changes))
            ):
                listener.put(None)
            elif listener.shared and (told := everything if listener.key else but_the_key).events:
                listener.put(told)

    async def count(self) -> None:
        """Tell who is here, where that has changed; in rounds that hide marks nobody is counted."""
        shared = {
            round_: {listener.reader for listener in listeners if listener.shared}
            for round_, listeners in self.listeners.items()
        }
        mine = {round_: people for round_, people in shared.items() if people}
        if not mine:
            return
        loop = asyncio.get_running_loop()
        for round_, people in (await loop.run_in_executor(self.thread, update_and_list, mine)).items():
            said = EventBatch(((None, write_event("presence", {"people": people})),))
            if self.people.get(round_) == said:
                continue
            self.people[round_] = said
            for listener in list(self.listeners.get(round_, ())):
                if listener.shared:
                    listener.put(said)


def _affects_visibility(listener: Listener, change: dict[str, Any]) -> bool:
    """Whether somebody from whom others' marks are hidden is to ask what there is."""
    return change["annotator"] in (None, listener.reader) and (change["kind"] != "key" or listener.key)
