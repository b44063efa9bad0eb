"""Keep generated pages and files in memory, up to a number of bytes.

cachetools could limit the bytes, which is ten lines here; computing once for simultaneous requests, background results
and errors would stay ours.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import Lock

from web.background.progress import ResultNotReady
from web.background.workers import WORKERS

# How many background results stay, whatever their size, until the person who waits for them has asked again.
MAX_AWAITED = 8


class ByteLimitedCache:
    """A least-recently-used cache of byte strings that is limited by their total size.

    A key names everything its value depends on. So no entry is ever stale: changed data has another key.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self.entries: OrderedDict[Hashable, Future[bytes]] = OrderedDict()
        self.awaited: OrderedDict[Hashable, None] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return the cached value, or call ``make`` for it: once, even when several threads ask at the same time."""
        mine: Future[bytes] = Future()
        with self.lock:
            future = self._lookup(key)
            if future is None:
                future = self.entries[key] = mine
            self.entries.move_to_end(key)
        if future is mine:
            self._make(key, mine, make)
        return future.result()

    def get_soon(self, key: Hashable, make: Callable[[], bytes], person: Hashable, seconds: float) -> bytes:
        """Return the cached value, or call ``make`` for it once, in a background thread.

        Raise ``ResultNotReady`` if it takes longer than ``seconds`` for the caller that started it, and at once for all
        others. If ``make`` failed, the next call raises its error.
        """
        mine: Future[bytes] = Future()
        with self.lock:
            future = self.entries.get(key)
            if future is None and WORKERS.submit(key, person, lambda: self._make(key, mine, make)):
                future = self.entries[key] = mine
                self._await(key)
            elif future is not None:
                self.entries.move_to_end(key)
        if future is mine:
            wait([mine], seconds)
        if future is None or not future.done():
            raise ResultNotReady(WORKERS.ahead_of(key))
        with self.lock:
            self.awaited.pop(key, None)
            self._lookup(key)
            self._make_room()
        return future.result()

    def _lookup(self, key: Hashable) -> Future[bytes] | None:
        """Return the entry of ``key``, finished or not. A failed one is dropped, so that it is tried again."""
        future = self.entries.get(key)
        if future and future.done() and future.exception():
            del self.entries[key]
            return None
        return future

    def _await(self, key: Hashable) -> None:
        self.awaited[key] = None
        if len(self.awaited) > MAX_AWAITED:
            # A failed entry whose error nobody came back for is dropped, with everything its traceback refers to.
            self._lookup(self.awaited.popitem(last=False)[0])

    def _make(self, key: Hashable, future: Future[bytes], make: Callable[[], bytes]) -> None:
        try:
            value = make()
        except BaseException as error:
            with self.lock:
                # Keep the error for the person who waits: their next call raises it.
                if key not in self.awaited:
                    del self.entries[key]
            future.set_exception(error)
            return
        with self.lock:
            future.set_result(value)
            self.size += len(value)
            self._make_room()

    def _make_room(self) -> None:
        for key, future in list(self.entries.items()):
            if self.size <= self.max_bytes:
                return
            if future.done() and key not in self.awaited:
                self.size -= 0 if future.exception() else len(future.result())
                del self.entries[key]
