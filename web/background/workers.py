"""A thread beside those that answer requests, and the line in front of it, which nobody may fill alone."""

from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.db import connections
from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import get_language, override


class Workers:
    """``threads`` that do what is submitted in turn; of each person ``most`` pieces of work may be in the line."""

    def __init__(self, threads: int, most: int) -> None:
        self.executor = ThreadPoolExecutor(threads, "background")
        self.most = most
        self.line: dict[Hashable, Hashable] = {}
        self.lock = Lock()

    def submit(self, key: Hashable, person: Hashable, work: Callable[[], None]) -> bool:
        """Put work in the line, in the language of whoever asks; return False where their share of it is full."""
        with self.lock:
            if list(self.line.values()).count(person) >= self.most:
                return False
            self.line[key] = person
        self.executor.submit(self._do, key, work, get_language(), get_script_prefix())
        return True

    def ahead_of(self, key: Hashable) -> int:
        """Return how many pieces of work come before this one, the running one included."""
        with self.lock:
            line = list(self.line)
        return line.index(key) if key in line else 0

    def _do(self, key: Hashable, work: Callable[[], None], language: str | None, prefix: str) -> None:
        set_script_prefix(prefix)
        try:
            with override(language):
                work()
        finally:
            with self.lock:
                self.line.pop(key, None)
            # The thread stays, and nothing may be held open that a database may have closed.
            connections.close_all()


# One a process: two would only take the interpreter from each other and from the pages.
WORKERS = Workers(threads=1, most=2)
