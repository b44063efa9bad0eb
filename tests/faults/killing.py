"""Kill one part after the other, as a power failure would, while people go on working."""

import random
import time

from tests.faults.crowd import Crowd
from tests.faults.sites import Site, ready
from tests.faults.verdict import verdict
from tests.waiting import until

# Seconds between a part's restart and the next kill: enough for work to be in progress.
INTERVAL = (0.3, 2.0)


def kill_parts(site: Site, rounds: int) -> dict[str, int]:
    """Kill each part ``rounds`` times under load; return counts after checking that nothing is missing."""
    dice = random.Random(1)
    crowd = Crowd(site)
    crowd.begin()
    parts = list(site.parts.values())
    for _ in range(rounds):
        for part in parts:
            time.sleep(dice.uniform(*INTERVAL))
            starts = part.starts
            part.kill()
            until(lambda part=part, starts=starts: part.starts > starts)
            until(lambda: ready(site))
    counts = verdict(crowd)
    print(dict(crowd.answers))
    return {"kills": rounds * len(parts)} | counts
