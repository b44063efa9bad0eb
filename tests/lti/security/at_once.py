"""Do something in several threads at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from tests.waiting import MAX_SECONDS


def at_once(work: Callable[[], Any], count: int) -> list[Any]:
    """Return what ``work`` returned in each of ``count`` threads that start together."""
    barrier = Barrier(count)

    def start() -> Any:
        barrier.wait(MAX_SECONDS)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return [future.result() for future in [threads.submit(start) for _ in range(count)]]
