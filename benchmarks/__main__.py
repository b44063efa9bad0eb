"""Run all benchmarks, one after the other, and write benchmarks/results.md and the README's chart.

    python -m benchmarks [part …]

Only the named parts are measured; the others keep their last figures.
"""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.chart import MODES, chart
from benchmarks.peers import doccano, labelstudio, potato
from benchmarks.table import Part, markdown, read

FOLDER = Path(__file__).parent
MEASURED = FOLDER / "measured"
PARTS = (
    "writes", "opening", "keys", "reading", "crowd", "live", "combining", "reports", "heavy", "files", "uploads",
    "lists", "search", "corpus", "handing_out", "campaign_figures", "datasets", "hints", "footprint", "siege",
)  # fmt: skip


def main() -> None:
    """Run each part in its own process, so that none uses the memory of another."""
    names = sys.argv[1:] or PARTS
    if unknown := set(names) - set(PARTS):
        sys.exit(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    MEASURED.mkdir(exist_ok=True)
    for part in names:
        command = [sys.executable, "-m", f"benchmarks.{part}"]
        subprocess.run(command, check=True, env=os.environ | {"BENCH_RESULTS": str(MEASURED)})
    parts = {part: read(MEASURED / f"{part}.json") for part in PARTS if (MEASURED / f"{part}.json").exists()}
    (FOLDER / "results.md").write_text(results(parts))
    for mode in MODES:
        (FOLDER / f"chart-{mode}.svg").write_text(chart(parts, mode))


def results(parts: dict[str, Part]) -> str:
    """Return the content of results.md."""
    judged = [row for part in parts.values() for row in part.rows if row.met is not None]
    missed = [f"{part.title}: {row.what}" for part in parts.values() for row in part.rows if row.met is False]
    head = (
        "# How fast it is, beside the peers\n\n"
        "Made by `make bench`; one part alone by `python -m benchmarks PART`. Figures are medians, with the least and "
        "the most of several rounds; a ratio is how many times better than the better peer, under 1 is worse. Peers: "
        f"{', '.join([*doccano.REQUIREMENTS[:1], *labelstudio.REQUIREMENTS, *potato.REQUIREMENTS])}, as somebody new "
        "starts them. Why a goal is missed: [docs/performance.md](../docs/performance.md).\n\n"
        f"**{len(judged) - len(missed)} of {len(judged)} goals are met.** Missed:\n\n"
    )
    sections = [
        f"\n{markdown(part)}\n`python -m benchmarks {name}`, {part.when}, {part.where}\n"
        for name, part in parts.items()
    ]
    return head + "".join(f"- {row}\n" for row in missed) + "".join(sections)


if __name__ == "__main__":
    main()
