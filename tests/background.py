"""Keep the background thread of this process busy."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from tests.waiting import MAX_SECONDS
from web.background.workers import WORKERS


@contextmanager
def busy_background() -> Iterator[None]:
    """Whatever is to be computed in the background meanwhile waits until the end of the block."""
    done = Event()
    WORKERS.submit(done, done, lambda: done.wait(MAX_SECONDS) and None)
    try:
        yield
    finally:
        done.set()
