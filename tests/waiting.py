"""Waits for what another thread does."""

import time
from collections.abc import Callable

SECONDS = 60


def until(holds: Callable[[], bool]) -> None:
    """Until ``holds()``; an assertion fails where it never does."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)
