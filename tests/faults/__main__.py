"""``python -m tests.faults [ROUNDS|HOURSh] [sqlite|stack]``: kill each part, then attack the site; or give lessons."""

import sys
import tempfile
import time
from pathlib import Path

from scripts.dev_stack import Stack
from tests.faults.hostile import besiege
from tests.faults.killing import kill_parts
from tests.faults.sites import Alone
from tests.faults.soak import soak

KINDS = {"sqlite": Alone, "stack": Stack}
# Seconds for which a class works beside hostile programs: per round, and at most.
SIEGE, MAX_SIEGE = 15, 180


def main() -> None:
    """Test one kind of site after the other."""
    duration = sys.argv[1] if len(sys.argv) > 1 else "50"
    for kind in sys.argv[2:] or KINDS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            site = KINDS[kind](Path(folder))
            site.start()
            try:
                if duration.endswith("h"):
                    parts = {"lessons": soak(site, float(duration[:-1]))}
                else:
                    rounds = int(duration)
                    parts = {
                        "killed": kill_parts(site, rounds),
                        "besieged": besiege(site, min(SIEGE * rounds, MAX_SIEGE)),
                    }
            finally:
                site.stop()
        print(f"{kind}, {time.monotonic() - began:.0f} s")
        for part, counts in parts.items():
            print(f"  {part}: {', '.join(f'{n} {kind}' for kind, n in counts.items())}")


if __name__ == "__main__":
    main()
