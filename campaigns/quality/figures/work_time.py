"""How long somebody worked on an article, from the times of their changes. Pure."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

# Seconds between two changes that count at most; what is longer was a pause.
LONGEST = 300


def seconds_of_work(times: Iterable[datetime]) -> int:
    """Return the seconds from the first to the last time, in which a pause counts ``LONGEST`` seconds."""
    gaps = (next_ - time for time, next_ in pairwise(sorted(times)))
    return round(sum(min(gap.total_seconds(), LONGEST) for gap in gaps))
