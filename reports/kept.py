"""Pages and files that were made of a report, as long as there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock


class Kept:
    """What was made, up to ``most`` bytes; what nobody has asked for the longest goes first.

    A key says everything that its value hangs on. So nothing in here is ever out of date: what has changed is asked
    for by another key.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.found: OrderedDict[Hashable, Future[bytes]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives; it is called once, also when many ask at the same time."""
        mine: Future[bytes] = Future()
        with self.lock:
            future = self.found.setdefault(key, mine)
            self.found.move_to_end(key)
        if future is mine:
            self._make(key, mine, make)
        return future.result()

    def _make(self, key: Hashable, future: Future[bytes], make: Callable[[], bytes]) -> None:
        try:
            made = make()
        except BaseException as error:
            with self.lock:
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
            if future.done():
                self.size -= len(future.result())
                del self.found[key]
