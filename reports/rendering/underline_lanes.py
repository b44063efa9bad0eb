"""Which line below the words each passage is underlined on, so that lines that overlap lie apart."""

from collections.abc import Iterable
from heapq import heappop, heappush

from reports.analysis.combine import Passage


def lanes(passages: Iterable[Passage]) -> dict[int, int]:
    """The lane of each passage by its number: the uppermost that is free for the whole of it.

    A passage keeps its lane from its first word to its last, and what lies inside it comes below it.
    """
    ending: list[tuple[int, int]] = []
    free: list[int] = []
    found: dict[int, int] = {}
    used = 0
    for passage in sorted(passages, key=lambda p: (p.start, -p.end, p.number)):
        while ending and ending[0][0] <= passage.start:
            heappush(free, heappop(ending)[1])
        if not free:
            heappush(free, used)
            used += 1
        lane = found[passage.number] = heappop(free)
        heappush(ending, (passage.end, lane))
    return found
