"""Pages and files that were made of a report, as long as there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import Lock

from web.background.progress import ResultNotReady
from web.background.workers import WORKERS

# Values that stay until whoever waits for them has asked again, however large they are.
MAX_AWAITED = 8


class ByteLimitedCache:
    """What was made, up to ``most`` bytes; what nobody has asked for the longest goes first.

    A key says everything that its value hangs on. So nothing in here is ever out of date: what has changed is asked
    for by another key.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.found: OrderedDict[Hashable, Future[bytes]] = OrderedDict()
        self.awaited: OrderedDict[Hashable, None] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives; it is called once, also when many ask at the same time."""
        mine: Future[bytes] = Future()
        with self.lock:
            future = self._there(key)
            if future is None:
                future = self.found[key] = mine
            self.found.move_to_end(key)
        if future is mine:
            self._make(key, mine, make)
        return future.result()

    def get_soon(self, key: Hashable, make: Callable[[], bytes], person: Hashable, seconds: float) -> bytes:
        """Return what ``make`` gives; it is called once, in a background thread.

        Raises ``ResultNotReady`` where it takes longer than ``seconds``, for whoever began it: others do not wait at all. Who
        asks again after it failed gets its error.
        """
        mine: Future[bytes] = Future()
        with self.lock:
            future = self.found.get(key)
            if future is None and WORKERS.submit(key, person, lambda: self._make(key, mine, make)):
                future = self.found[key] = mine
                self._await(key)
            elif future is not None:
                self.found.move_to_end(key)
        if future is mine:
            wait([mine], seconds)
        if future is None or not future.done():
            raise ResultNotReady(WORKERS.ahead_of(key))
        with self.lock:
            self.awaited.pop(key, None)
            self._there(key)
            self._make_room()
        return future.result()

    def _there(self, key: Hashable) -> Future[bytes] | None:
        """Return what is kept or being made; what failed goes, to be tried again."""
        future = self.found.get(key)
        if future and future.done() and future.exception():
            del self.found[key]
            return None
        return future

    def _await(self, key: Hashable) -> None:
        self.awaited[key] = None
        if len(self.awaited) > MAX_AWAITED:
            # Of what failed nobody has asked for the error: it goes, with all that it holds.
            self._there(self.awaited.popitem(last=False)[0])

    def _make(self, key: Hashable, future: Future[bytes], make: Callable[[], bytes]) -> None:
        try:
            made = make()
        except BaseException as error:
            with self.lock:
                # Who waits for it is told of the error when they ask again.
                if key not in self.awaited:
                    del self.found[key]
            future.set_exception(error)
            return
        with self.lock:
            future.set_result(made)
            self.size += len(made)
            self._make_room()

    def _make_room(self) -> None:
        for key, future in list(self.found.items()):
            if self.size <= self.most:
                return
            if future.done() and key not in self.awaited:
                self.size -= 0 if future.exception() else len(future.result())
                del self.found[key]
