"""Assigns underlines of overlapping passages to lanes below the words, so that they stay apart."""

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Protocol


class NumberedSpan(Protocol):
    """A passage of a report or an answer of a key."""

    @property
    def number(self) -> int:
        """Return its number in the lists."""
        ...

    @property
    def start(self) -> int:
        """Return where it begins."""
        ...

    @property
    def end(self) -> int:
        """Return where it ends."""
        ...


def lanes(passages: Iterable[NumberedSpan]) -> dict[int, int]:
    """Return passage number -> lane, 0 being the uppermost.

    A passage keeps its lane from its first word to its last, and the passages inside it come below it.
    """
    open_lanes: list[tuple[int, int]] = []
    free: list[int] = []
    lane_of: dict[int, int] = {}
    used = 0
    for passage in sorted(passages, key=lambda p: (p.start, -p.end, p.number)):
        while open_lanes and open_lanes[0][0] <= passage.start:
            heappush(free, heappop(open_lanes)[1])
        if not free:
            heappush(free, used)
            used += 1
        lane = lane_of[passage.number] = heappop(free)
        heappush(open_lanes, (passage.end, lane))
    return lane_of
