"""Kills one part after the other, as power loss would, while people go on."""

import random
import time

from tests.faults.crowd import Crowd
from tests.faults.sites import Site, ready
from tests.faults.verdict import verdict
from tests.waiting import until

# Between a part's return and its next death, in seconds: enough for work to be under way.
APART = (0.3, 2.0)


def killed(site: Site, rounds: int) -> dict[str, int]:
    """Each part ``rounds`` times, in turn, under load; what there was in the end, after nothing was found missing."""
    dice = random.Random(1)
    crowd = Crowd(site)
    crowd.begin()
    parts = list(site.parts.values())
    for _ in range(rounds):
        for part in parts:
            time.sleep(dice.uniform(*APART))
            starts = part.starts
            part.kill()
            until(lambda part=part, starts=starts: part.starts > starts)
            until(lambda: ready(site))
    said = verdict(crowd)
    print(dict(crowd.answers))
    return {"kills": rounds * len(parts)} | said
