"""The results of a benchmark: rows of figures, ours beside the peers'."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

OURS = "Claimlight"


@dataclass
class Row:
    """A measurement: the figures of several rounds, by tool. ``goal`` is the issue's wording.

    ``more`` means that more is better. ``met`` is None without a goal.
    """

    what: str
    unit: str
    figures: dict[str, list[float]]
    goal: str = ""
    met: bool | None = None
    more: bool = False
    shown: int = 0

    @property
    def ours(self) -> float:
        """Return the median of our rounds."""
        return statistics.median(self.figures[OURS])

    def peers(self) -> dict[str, float]:
        """Return the medians of the peers."""
        return {
            name: statistics.median(values)
            for name, values in self.figures.items()
            if name not in (OURS, BARE)
        }

    @property
    def ratio(self) -> float | None:
        """Return how many times better we are than the better peer (below 1: worse), or None without peers."""
        peers = self.peers().values()
        if not peers or not self.ours:
            return None
        return self.ours / max(peers) if self.more else min(peers) / self.ours


BARE = "bare view"


def machine() -> str:
    """Describe the machine and Python."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    name = next(
        (line.partition(":")[2].strip() for line in lines if "model name" in line), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {name}, {memory:.0f} GiB, Python {platform.python_version()}"


@dataclass
class Part:
    """The measurements of one module, with date and machine."""

    title: str
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    when: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())
    where: str = field(default_factory=machine)


def publish(part: Part) -> None:
    """Print the table, and save it if ``python -m benchmarks`` collects results."""
    print(markdown(part), flush=True)
    if folder := os.environ.get("BENCH_RESULTS"):
        name = Path(sys.argv[0]).stem
        # All rounds are saved, which shows their spread.
        (Path(folder) / f"{name}.json").write_text(json.dumps(asdict(part), ensure_ascii=False, indent=1))


def read(path: Path) -> Part:
    """Return the part that ``publish`` saved."""
    data = json.loads(path.read_text())
    return Part(**data | {"rows": [Row(**row) for row in data["rows"]]})


def markdown(part: Part) -> str:
    """Return a table with the median and spread of each row."""
    names = list(dict.fromkeys(name for row in part.rows for name in row.figures))
    head = ["", *names, *(["ratio"] if any(row.ratio for row in part.rows) else []), "goal", "met"]
    lines = [f"## {part.title}", "", _line(head), _line(["---"] * len(head))]
    for row in part.rows:
        cells = [f"{row.what} ({row.unit})", *(_figure(row.figures.get(name), row.shown) for name in names)]
        if "ratio" in head:
            cells.append(f"{row.ratio:.1f}" if row.ratio else "")
        lines.append(_line([*cells, row.goal, {True: "yes", False: "**no**", None: ""}[row.met]]))
    return "\n".join([*lines, "", *part.notes, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(values: list[float] | None, digits: int) -> str:
    if not values:
        return ""
    middle = f"{statistics.median(values):,.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
