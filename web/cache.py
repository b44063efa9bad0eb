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
        self.entries: OrderedDict[Hashable, Future[bytes]] = OrderedDict()
        # Keys of background results, or their errors, that nobody has come back for.
        self.awaited: OrderedDict[Hashable, None] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return the cached value, or call ``make`` for it: once, even when several threads ask at the same time."""
        own_future: Future[bytes] = Future()
        with self.lock:
            future = self.entries.setdefault(key, own_future)
            if future.done() and future.exception():
                future = self.entries[key] = own_future
            self.entries.move_to_end(key)
        if future is own_future:
            self._make(own_future, make)
        return future.result()

    def get_soon(self, key: Hashable, make: Callable[[], bytes], person: Hashable, seconds: float) -> bytes:
        """Return the cached value, or call ``make`` for it once, in a background thread.

        Raise ``ResultNotReady`` if it takes longer than ``seconds`` for the caller that started it, and at once for all
        others. If ``make`` failed, the next call raises its error.
        """
        own_future: Future[bytes] = Future()
        with self.lock:
            future = self.entries.get(key)
            if future is None and WORKERS.submit(key, person, lambda: self._make(own_future, make)):
                future = self.entries[key] = own_future
                self.awaited[key] = None
            elif future is not None:
                self.entries.move_to_end(key)
        if future is own_future:
            wait([own_future], seconds)
        if future is None or not future.done():
            raise ResultNotReady(WORKERS.ahead_of(key))
        with self.lock:
            self.awaited.pop(key, None)
            self._make_room()
        return future.result()

    def _make(self, future: Future[bytes], make: Callable[[], bytes]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:
            future.set_exception(error)
        with self.lock:
            self._make_room()

    def _make_room(self) -> None:
        """Drop errors, and the values used longest ago as long as all are too large; but nothing that is awaited."""
        while len(self.awaited) > MAX_AWAITED:
            self.awaited.popitem(last=False)
        finished = [(key, future) for key, future in self.entries.items() if future.done()]
        sizes = {key: 0 if future.exception() else len(future.result()) for key, future in finished}
        total = sum(sizes.values())
        for key, future in finished:
            if key not in self.awaited and (future.exception() or total > self.max_bytes):
                del self.entries[key]
                total -= sizes[key]
