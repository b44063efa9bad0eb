"""``python -m tests.faults [ROUNDS|HOURSh] [sqlite|stack]``: each part killed so often, or lessons for so long."""

import sys
import tempfile
import time
from pathlib import Path

from scripts.stack import Stack
from tests.faults.killing import killed
from tests.faults.sites import Alone
from tests.faults.soak import soaked

KINDS = {"sqlite": Alone, "stack": Stack}


def main() -> None:
    """One site after the other."""
    much = sys.argv[1] if len(sys.argv) > 1 else "50"
    for kind in sys.argv[2:] or KINDS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            site = KINDS[kind](Path(place))
            site.start()
            try:
                said = soaked(site, float(much[:-1])) if much.endswith("h") else killed(site, int(much))
            finally:
                site.stop()
        print(
            f"{kind}, {time.monotonic() - began:.0f} s: {', '.join(f'{n} {what}' for what, n in said.items())}"
        )


if __name__ == "__main__":
    main()
