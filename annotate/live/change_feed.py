"""Poll the change log once per process and fan new changes out to all open event streams.

The changes of an open round are fetched once for all its listeners. Where the round hides annotations, a listener only
gets the signal to read the API again, and only for changes of their own and of their group: others' changes cause no
traffic at all.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import close_old_connections

from annotate.access import EXTEND, access_versions, changes_since_by_round
from annotate.live.presence import update_and_list
from web.server.event_stream import write_event

# Seconds between two polls of the log, and between two updates of who is online.
POLL_INTERVAL, PRESENCE_INTERVAL = 0.2, 5
# A listener with so many unsent batches is disconnected: the browser reconnects and resumes.
MAX_QUEUED = 500


@dataclass(frozen=True)
class EventBatch:
    """Events of one poll, each with its change number; events without one go to every listener."""

    events: tuple[tuple[int | None, bytes], ...]

    @cached_property
    def joined(self) -> bytes:
        """Return all events, joined once for the many listeners who need all of them."""
        return b"".join(event for _number, event in self.events)

    @cached_property
    def last(self) -> int:
        """Return the largest change number, 0 if there is none."""
        return max((number or 0 for number, _event in self.events), default=0)

    def after(self, cursor: int) -> bytes:
        """Return the events after change number ``cursor``."""
        first = self.events[0][0]
        if first is None or first > cursor:
            return self.joined
        return b"".join(event for number, event in self.events if number is None or number > cursor)


# A round and the group in it; without members, everybody.
Audience = tuple[int, frozenset[int]]


@dataclass(eq=False)
class Listener:
    """An open event stream.

    ``shared``: its reader may see all annotations of the round; ``key``: the answer key, too; ``group``: whose they may
    see if not all. ``offset`` is added to the log's numbers. Until the first answer of the API has told that
    (``ready``), every change makes the stream read the API again.
    """

    round: int
    reader: int = 0
    shared: bool = False
    group: frozenset[int] = frozenset()
    offset: int = 0
    key: bool = False
    ready: bool = False
    cursor: int = 0
    disconnected: bool = False
    queue: "asyncio.Queue[EventBatch | None]" = field(default_factory=lambda: asyncio.Queue(MAX_QUEUED))

    @property
    def audience(self) -> Audience | None:
        """Return among whom this reader is shown as online, and sees who else is; None where that is hidden."""
        return (self.round, self.group) if self.shared or self.group else None

    def may_see(self, change: dict[str, Any]) -> bool:
        """Return whether the reader may see a change of a round that hides annotations from them."""
        if change["kind"] == "key":
            return self.key
        if change["kind"] == "adjudicated":
            return False
        return change["annotator"] in (None, self.reader) or change["annotator"] in self.group

    def put(self, batch: EventBatch | None) -> None:
        """Queue events, or None to make the stream read the API again."""
        try:
            self.queue.put_nowait(batch)
        except asyncio.QueueFull:
            self.disconnected = True

    def disconnect(self) -> None:
        """End the stream."""
        self.disconnected = True
        self.put(None)


class ChangeFeed:
    """The polling task, which runs while there are listeners, and what it knows of their rounds."""

    def __init__(self) -> None:
        self.listeners: dict[int, set[Listener]] = {}
        self.last_seqs: dict[int, int] = {}
        self.access: dict[int, Any] = {}
        self.presence: dict[Audience, EventBatch] = {}
        self.thread = ThreadPoolExecutor(1, "change-feed")
        self.task: asyncio.Task[None] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.presence_updated_at = 0.0
        self.closed = False

    def close(self) -> None:
        """Disconnect all listeners, who then reconnect elsewhere. Callable from any thread or signal handler."""
        self.closed = True
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._disconnect_all)

    def _disconnect_all(self) -> None:
        for listener in [listener for listeners in self.listeners.values() for listener in listeners]:
            listener.disconnect()

    @contextmanager
    def listening(self, round_: int) -> Iterator[Listener]:
        """Register a listener until the end of the block."""
        listener = Listener(round_)
        # A closing server still accepts connections for a moment, and the disconnected may reconnect that soon.
        if self.closed:
            listener.disconnect()
        self.listeners.setdefault(round_, set()).add(listener)
        self.loop = asyncio.get_running_loop()
        if self.task is None or self.task.done():
            self.task = self.loop.create_task(self.run())
        try:
            yield listener
        finally:
            self.listeners[round_].discard(listener)
            if not self.listeners[round_]:
                for by_round in (self.listeners, self.last_seqs, self.access):
                    by_round.pop(round_, None)
                self.presence = {key: batch for key, batch in self.presence.items() if key[0] != round_}
            # Tell the others with the next poll who has left.
            self.presence_updated_at = 0.0

    async def watch(self, round_: int) -> None:
        """Remember the round's last change, so that none after it is missed."""
        if round_ not in self.last_seqs:
            loop = asyncio.get_running_loop()
            news, access = await loop.run_in_executor(self.thread, self.poll, {}, [round_])
            for pk, (last, _) in news.items():
                self.access[pk] = access.get(pk)
                self.last_seqs.setdefault(pk, last)

    def announce(self, listener: Listener) -> None:
        """Tell a listener who is online, and the others with the next poll that this one is."""
        if listener.audience and (presence := self.presence.get(listener.audience)):
            listener.put(presence)
        self.presence_updated_at = 0.0

    async def run(self) -> None:
        """Poll the log and distribute what is new until there are no listeners."""
        loop = asyncio.get_running_loop()
        while self.listeners:
            last_seqs = dict(self.last_seqs)
            news, access = await loop.run_in_executor(self.thread, self.poll, last_seqs, list(last_seqs))
            revoked = {pk for pk in last_seqs if pk in self.access and self.access[pk] != access.get(pk)}
            self.access |= {pk: access.get(pk) for pk in self.last_seqs if pk in last_seqs}
            for round_, (last, changes) in news.items():
                if round_ in self.last_seqs:
                    self.last_seqs[round_] = last
                if round_ not in revoked:
                    self.distribute(round_, changes)
            for round_ in revoked:
                for listener in list(self.listeners.get(round_, ())):
                    listener.put(None)
            if loop.time() > self.presence_updated_at + PRESENCE_INTERVAL:
                self.presence_updated_at = loop.time()
                await self.update_presence()
            await asyncio.sleep(POLL_INTERVAL)

    @staticmethod
    def poll(
        last_seqs: dict[int, int], rounds: list[int]
    ) -> tuple[dict[int, tuple[int, list[dict[str, Any]]]], dict[int, Any]]:
        """Return new changes and access versions by round. Runs in a thread of its own.

        Access versions are read last, so that somebody who was just removed gets no change made afterwards.
        """
        close_old_connections()
        return changes_since_by_round(rounds, last_seqs), access_versions(rounds)

    def distribute(self, round_: int, changes: list[dict[str, Any]]) -> None:
        """Queue the changes for all listeners who may see them, as one batch."""
        # Changed settings may change what listeners may see.
        must_read_again = any(change["verb"] in ("round.set", "round.move") for change in changes)
        # Extensions concern the person who got one, and those who oversee the round: they see its answer key.
        extended = [change["payload"].get("person") for change in changes if change["verb"] == EXTEND]
        changes = [change for change in changes if change["verb"] != EXTEND]
        # The same for all who may see everything; before the reveal nobody has one.
        offset = max((listener.offset for listener in self.listeners.get(round_, ())), default=0)
        numbered = [(change["seq"] + offset, change) for change in changes]
        events = [
            (
                change["kind"] == "key",
                (number, write_event(change["verb"], change["payload"], number)),
            )
            for number, change in numbered
        ]
        with_key = EventBatch(tuple(event for _is_key, event in events))
        without_key = EventBatch(tuple(event for is_key, event in events if not is_key))
        for listener in list(self.listeners.get(round_, ())):
            if (
                must_read_again
                or not listener.ready
                or listener.reader in extended
                or (extended and listener.key)
                or (not listener.shared and any(map(listener.may_see, changes)))
            ):
                listener.put(None)
            elif listener.shared and (batch := with_key if listener.key else without_key).events:
                listener.put(batch)

    async def update_presence(self) -> None:
        """Tell listeners who of those whose annotations they may see is online, if that has changed."""
        audiences: dict[Audience, list[Listener]] = {}
        for listener in [listener for listeners in self.listeners.values() for listener in listeners]:
            if listener.audience:
                audiences.setdefault(listener.audience, []).append(listener)
        if not audiences:
            return
        listening: dict[int, set[int]] = {}
        for (round_, _group), listeners in audiences.items():
            listening.setdefault(round_, set()).update(listener.reader for listener in listeners)
        loop = asyncio.get_running_loop()
        online = await loop.run_in_executor(self.thread, update_and_list, listening)
        for (round_, group), listeners in audiences.items():
            people = [person for person in online[round_] if not group or person["id"] in group]
            batch = EventBatch(((None, write_event("presence", {"people": people})),))
            if self.presence.get((round_, group)) == batch:
                continue
            self.presence[round_, group] = batch
            for listener in listeners:
                if listener.audience == (round_, group):
                    listener.put(batch)
