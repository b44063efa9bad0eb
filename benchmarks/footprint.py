"""What each tool takes: time to its first page, memory while nobody is there, room on the disk, packages.

python -m benchmarks.footprint
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from benchmarks.ours import Ours
from benchmarks.peers import doccano, labelstudio, potato
from benchmarks.peers.environment import FOLDER, ROOT
from benchmarks.table import OURS, Part, Row, publish

SETTLED = 5


class Started(Protocol):
    """A tool that runs."""

    def close(self) -> None:
        """It is gone."""


STARTS: dict[str, Callable[[Path], Started]] = {
    OURS: Ours,
    "doccano": doccano.Doccano,
    "Label Studio": labelstudio.LabelStudio,
    "Potato": lambda folder: potato.Potato(folder, "A text."),
}


def main() -> None:
    """One after the other, each with an empty folder; ours once more with what the first start made."""
    figures: dict[str, tuple[float, float, float, int]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        homes = {
            "doccano": FOLDER / "doccano",
            "Label Studio": FOLDER / "label-studio",
            "Potato": FOLDER / "potato",
        }
        for name, start in STARTS.items():
            if name != OURS:
                # Peers are installed before the clock runs.
                start(folder / f"{name} first").close()
            seconds, memory = measured(start, folder / name)
            home = homes.get(name) or environment(folder / "environment")
            figures[name] = seconds, memory, *installed(home)
        again, _memory = measured(STARTS[OURS], folder / OURS)
    rows = [
        Row(what, unit, {name: [each[at]] for name, each in figures.items()}, goal, shown=shown)
        for at, (what, unit, goal, shown) in enumerate([
            ("start to first page, nothing there yet", "s", "under 3", 1),
            ("memory, idle, all processes", "MB", "under 150", 0),
            ("installed", "MB", "under a third of either peer's", 0),
            ("packages", "", "under a third of either peer's", 0),
        ])
    ]  # fmt: skip
    rows.insert(1, Row("the same, a second start", "s", {OURS: [again]}, "under 3", again < 3, shown=1))
    rows[0].met, rows[2].met = rows[0].ours < 3, rows[2].ours < 150
    rows[3].met, rows[4].met = ((row.ratio or 0) >= 3 for row in rows[3:])
    publish(
        Part("What it takes", rows, ["doccano and Label Studio make their database in it, as ours does."])
    )


def environment(home: Path) -> Path:
    """What ``make run`` installs, and nothing of what the tests need."""
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "pip"), "install", "--quiet", "-r", str(ROOT / "requirements.txt")]
    subprocess.run(pip, check=True)
    return home


def measured(start: Callable[[Path], Started], folder: Path) -> tuple[float, float]:
    """Seconds to its first page, and megabytes of all its processes when it has settled."""
    before = running()
    begun = time.monotonic()
    site = start(folder)
    # Ours is asked for a token after that.
    seconds = getattr(site, "started", time.monotonic() - begun)
    time.sleep(SETTLED)
    memory = sum(proportional(pid) for pid in running() - before) / 1000
    site.close()
    return seconds, memory


def running() -> set[int]:
    """Every process."""
    return {int(name) for name in os.listdir("/proc") if name.isdecimal()}


def proportional(pid: int) -> int:
    """Kilobytes, with its part of what processes share."""
    try:
        found = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(found.partition("\nPss:")[2].split()[0]) if "\nPss:" in found else 0


def installed(home: Path) -> tuple[float, int]:
    """Megabytes of its environment without pip and setuptools, and how many packages are in it."""
    site = next(home.glob("lib/python*/site-packages"))
    ours = [each for each in site.iterdir() if not each.name.startswith(("pip", "setuptools", "_distutils"))]
    files = (file for each in ours for file in ([each] if each.is_file() else each.rglob("*")))
    size = sum(file.stat().st_size for file in files if file.is_file())
    return size / 1e6, sum(1 for each in ours if each.name.endswith(".dist-info"))


if __name__ == "__main__":
    main()
