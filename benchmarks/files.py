"""1,000 articles with 100 marks each, out of and into Claimlight, doccano and Label Studio, in one run.

    python -m benchmarks.files

Times are what somebody waits for, over HTTP on this machine; the first byte, and memory, beside it.
"""

import json
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.ours import Ours
from benchmarks.peers.doccano import Doccano
from benchmarks.peers.labelstudio import LabelStudio, regions
from benchmarks.table import OURS, Part, Row, publish
from benchmarks.texts import SAID, TAGS

ARTICLES, MARKS, WORDS = 1000, 100, 400
IMPORT = "import"
OURS_AS = {
    "doccano": "doccano’s JSONL", "labelstudio": "Label Studio’s JSON", "csv": "CSV", "conll": "CoNLL",
    "w3c": "W3C annotations", "webanno": "WebAnno TSV", "brat": "brat", "claimlight": "Claimlight’s own",
}  # fmt: skip


def corpus() -> list[tuple[str, list[tuple[int, int, str]]]]:
    """The same each time: texts of some 2,000 letters, marks that overlap and nest."""
    dice = random.Random(1)  # noqa: S311
    vocabulary = SAID.split()
    found = []
    for number in range(ARTICLES):
        text = f"Article {number}. " + " ".join(dice.choice(vocabulary) for _ in range(WORDS))
        marks = set()
        while len(marks) < MARKS:
            start = dice.randrange(len(text) - 40)
            end = start + dice.randrange(3, 30)
            if text[start:end].strip():
                marks.add((start, end, dice.choice(TAGS)))
        found.append((text, sorted(marks)))
    return found


def timed(do: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    begun = time.monotonic()
    result = do()
    return time.monotonic() - begun, result


def main() -> None:
    """One after the other, so that none has the machine of another."""
    texts = corpus()
    lines = "".join(
        json.dumps({"text": text, "label": marks, "annotator": "Ada"}, ensure_ascii=False) + "\n"
        for text, marks in texts
    ).encode()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        own, first, more = ours(folder / "ours", lines)
        theirs = {
            "doccano": of_doccano(folder / "doccano", lines),
            "Label Studio": of_label_studio(folder / "label-studio", texts),
        }
    rows = []
    for what, seconds in own.items():
        others = {name: [found[what]] for name, found in theirs.items() if what in found}
        row = Row(what, "s", {OURS: [seconds], **others}, shown=1)
        if others:
            row.goal, row.met = "5 × the better peer", (row.ratio or 0) >= 5
        rows.append(row)
    rows += [
        Row("first byte of an export", "ms", {OURS: [1000 * first]}, "within 200", first < 0.2),
        Row("memory after the exports, beside before", "MB more", {OURS: [more]}, "under 50", more < 50),
    ]
    note = "Peers write one file, we one an article, in a ZIP that is made while it is sent."
    publish(Part(f"{ARTICLES:,} articles × {MARKS} marks, in and out", rows, [note]))


def ours(folder: Path, lines: bytes) -> tuple[dict[str, float], float, float]:
    """Seconds of the import and of each format; seconds to the first byte; megabytes that are held more after it."""
    found = {}
    with closing(Ours(folder)) as site:
        team = site.team()
        found[IMPORT], taken = timed(lambda: site.bring(team, "corpus.jsonl", lines))
        assert (taken["articles"], taken["marks"]) == (ARTICLES, ARTICLES * MARKS), taken
        before = site.memory()
        for slug, name in OURS_AS.items():
            found[f"export, {name}"], _file = timed(lambda: site.files(team, slug))  # noqa: B023
        more = site.memory() - before
        begun = time.monotonic()
        with site.client.stream("GET", f"/teams/{team}/reports.csv.zip") as answer:
            next(answer.iter_raw())
            first = time.monotonic() - begun
    return found, first, more


def of_doccano(folder: Path, lines: bytes) -> dict[str, float]:
    """Its JSONL."""
    with closing(Doccano(folder)) as peer:
        project = peer.project()
        found = {}
        found[IMPORT], errors = timed(lambda: peer.upload(project, lines))
        assert errors == [], errors[:3]
        found[f"export, {OURS_AS['doccano']}"], _file = timed(lambda: peer.download(project))
    return found


def of_label_studio(folder: Path, texts: list[tuple[str, list[tuple[int, int, str]]]]) -> dict[str, float]:
    """Its JSON in, and what it writes."""
    found = {}
    with closing(LabelStudio(folder)) as peer:
        project = peer.project()
        tasks = [
            {"data": {"text": text}, "annotations": [{"result": regions(text, marks)}]}
            for text, marks in texts
        ]
        found[IMPORT], _taken = timed(lambda: peer.upload(project, tasks))
        for kind, slug in {"JSON": "labelstudio", "CSV": "csv", "CONLL2003": "conll"}.items():
            found[f"export, {OURS_AS[slug]}"], _file = timed(lambda: peer.download(project, kind))  # noqa: B023
    return found


if __name__ == "__main__":
    main()
