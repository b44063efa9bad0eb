"""A background thread and its queue, in which each person has a limited share."""

from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from threading import Lock

from django.db import connections
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, override


class Workers:
    """``threads`` that run submitted jobs in order; each person may have ``max_per_person`` jobs in the queue."""

    def __init__(self, threads: int, max_per_person: int) -> None:
        self.executor = ThreadPoolExecutor(threads, "background")
        self.max_per_person = max_per_person
        self.queue: dict[Hashable, Hashable] = {}
        self.lock = Lock()

    def submit(self, key: Hashable, person: Hashable, job: Callable[[], None]) -> bool:
        """Queue a job in the caller's language and time zone; return False if the person's share is full."""
        with self.lock:
            if list(self.queue.values()).count(person) >= self.max_per_person:
                return False
            self.queue[key] = person
        self.executor.submit(self._run, key, job, get_language(), get_current_timezone(), get_script_prefix())
        return True

    def ahead_of(self, key: Hashable) -> int:
        """Return how many jobs come before this one, the running one included."""
        with self.lock:
            keys = list(self.queue)
        return keys.index(key) if key in keys else 0

    def _run(
        self, key: Hashable, job: Callable[[], None], language: str | None, zone: tzinfo, prefix: str
    ) -> None:
        set_script_prefix(prefix)
        try:
            with override(language), timezone.override(zone):
                job()
        finally:
            with self.lock:
                self.queue.pop(key, None)
            # The thread lives on; its connections must not stay open until the database closes them.
            connections.close_all()


# One thread per process: a second one would only compete for the interpreter with the first and with the pages.
WORKERS = Workers(threads=1, max_per_person=2)
