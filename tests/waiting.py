"""Wait for what other threads do."""

import time
from collections.abc import Callable

MAX_SECONDS = 60


def until(condition: Callable[[], bool]) -> None:
    """Wait until ``condition()`` is true; fail if it never is."""
    end = time.monotonic() + MAX_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)
