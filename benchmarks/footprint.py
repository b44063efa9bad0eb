"""What each tool needs: time to its first page, idle memory, disk space, and packages.

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
    """A running tool."""

    def close(self) -> None:
        """Stop it."""


STARTS: dict[str, Callable[[Path], Started]] = {
    OURS: Ours,
    "doccano": doccano.Doccano,
    "Label Studio": labelstudio.LabelStudio,
    "Potato": lambda folder: potato.Potato(folder, "A text."),
}


def main() -> None:
    """Measure one tool after the other, each with an empty folder; ours a second time with an existing one."""
    figures: dict[str, tuple[float, float, float, int]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        homes = {
            "doccano": FOLDER / "doccano",
            "Label Studio": FOLDER / "label-studio",
            "Potato": FOLDER / "potato",
        }
        for name, start in STARTS.items():
            if name != OURS:
                # Peers are installed first.
                start(folder / f"{name} first").close()
            seconds, memory = measured(start, folder / name)
            home = homes.get(name) or environment(folder / "environment")
            figures[name] = seconds, memory, *installed(home)
        again, _memory = measured(STARTS[OURS], folder / OURS)
    rows = [
        Row(what, unit, {name: [values[index]] for name, values in figures.items()}, goal, shown=shown)
        for index, (what, unit, goal, shown) in enumerate([
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
    """Install what ``make run`` installs, without the packages for tests."""
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "pip"), "install", "--quiet", "-r", str(ROOT / "requirements.txt")]
    subprocess.run(pip, check=True)
    return home


def measured(start: Callable[[Path], Started], folder: Path) -> tuple[float, float]:
    """Return the seconds to the first page, and the megabytes of all its processes once it is idle."""
    running_before = running()
    started = time.monotonic()
    site = start(folder)
    # Ours also creates a token after its first page.
    seconds = getattr(site, "started", time.monotonic() - started)
    time.sleep(SETTLED)
    memory = sum(proportional(pid) for pid in running() - running_before) / 1000
    site.close()
    return seconds, memory


def running() -> set[int]:
    """Return the ids of all processes."""
    return {int(name) for name in os.listdir("/proc") if name.isdecimal()}


def proportional(pid: int) -> int:
    """Return the proportional set size of a process in KB."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(rollup.partition("\nPss:")[2].split()[0]) if "\nPss:" in rollup else 0


def installed(home: Path) -> tuple[float, int]:
    """Return the megabytes of the environment without pip and setuptools, and the number of packages."""
    site = next(home.glob("lib/python*/site-packages"))
    packages = [
        path for path in site.iterdir() if not path.name.startswith(("pip", "setuptools", "_distutils"))
    ]
    files = (file for path in packages for file in ([path] if path.is_file() else path.rglob("*")))
    size = sum(file.stat().st_size for file in files if file.is_file())
    return size / 1e6, sum(1 for path in packages if path.name.endswith(".dist-info"))


if __name__ == "__main__":
    main()
