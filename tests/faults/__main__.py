"""``python -m tests.faults [ROUNDS|HOURSh] [sqlite|stack]``: each part killed so often, then a siege; or lessons."""

import sys
import tempfile
import time
from pathlib import Path

from scripts.dev_stack import Stack
from tests.faults.hostile import besieged
from tests.faults.killing import killed
from tests.faults.sites import Alone
from tests.faults.soak import soaked

KINDS = {"sqlite": Alone, "stack": Stack}
# Seconds for which a class works beside hostile programs: so many for each round, and no more than these.
SIEGE, LONGEST_SIEGE = 15, 180


def main() -> None:
    """One site after the other."""
    much = sys.argv[1] if len(sys.argv) > 1 else "50"
    for kind in sys.argv[2:] or KINDS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            site = KINDS[kind](Path(place))
            site.start()
            try:
                if much.endswith("h"):
                    parts = {"lessons": soaked(site, float(much[:-1]))}
                else:
                    rounds = int(much)
                    parts = {
                        "killed": killed(site, rounds),
                        "besieged": besieged(site, min(SIEGE * rounds, LONGEST_SIEGE)),
                    }
            finally:
                site.stop()
        print(f"{kind}, {time.monotonic() - began:.0f} s")
        for part, said in parts.items():
            print(f"  {part}: {', '.join(f'{n} {what}' for what, n in said.items())}")


if __name__ == "__main__":
    main()
