"""Import and export 1,000 articles with 100 annotations each: Claimlight, doccano and Label Studio.

    python -m benchmarks.files

Times are those that users wait, over HTTP on this machine; the first byte and memory are measured as well.
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
from benchmarks.texts import SENTENCE, TAGS

ARTICLES, MARKS, WORDS = 1000, 100, 400
IMPORT = "import"
OURS_AS = {
    "doccano": "doccano’s JSONL", "labelstudio": "Label Studio’s JSON", "csv": "CSV", "conll": "CoNLL",
    "w3c": "W3C annotations", "webanno": "WebAnno TSV", "brat": "brat", "claimlight": "Claimlight’s own",
}  # fmt: skip


def corpus() -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return the same texts each time, of some 2,000 letters, with overlapping and nested annotations."""
    dice = random.Random(1)  # noqa: S311
    vocabulary = SENTENCE.split()
    articles = []
    for number in range(ARTICLES):
        text = f"Article {number}. " + " ".join(dice.choice(vocabulary) for _ in range(WORDS))
        marks = set()
        while len(marks) < MARKS:
            start = dice.randrange(len(text) - 40)
            end = start + dice.randrange(3, 30)
            if text[start:end].strip():
                marks.add((start, end, dice.choice(TAGS)))
        articles.append((text, sorted(marks)))
    return articles


def timed(do: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that ``do`` takes and its result."""
    started = time.monotonic()
    result = do()
    return time.monotonic() - started, result


def main() -> None:
    """Measure one tool after the other, so that they do not share the machine."""
    texts = corpus()
    lines = "".join(
        json.dumps({"text": text, "label": marks, "annotator": "Ada"}, ensure_ascii=False) + "\n"
        for text, marks in texts
    ).encode()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        our_times, first, more = ours(folder / "ours", lines)
        peer_times = {
            "doccano": of_doccano(folder / "doccano", lines),
            "Label Studio": of_label_studio(folder / "label-studio", texts),
        }
    rows = []
    for what, seconds in our_times.items():
        figures = {name: [found[what]] for name, found in peer_times.items() if what in found}
        row = Row(what, "s", {OURS: [seconds], **figures}, shown=1)
        if figures:
            row.goal, row.met = "5 × the better peer", (row.ratio or 0) >= 5
        rows.append(row)
    rows += [
        Row("first byte of an export", "ms", {OURS: [1000 * first]}, "within 200", first < 0.2),
        Row("memory after the exports, beside before", "MB more", {OURS: [more]}, "under 50", more < 50),
    ]
    note = "Peers write one file, we one an article, in a ZIP that is made while it is sent."
    publish(Part(f"{ARTICLES:,} articles × {MARKS} marks, in and out", rows, [note]))


def ours(folder: Path, lines: bytes) -> tuple[dict[str, float], float, float]:
    """Return seconds of the import and of each format, seconds to the first byte, and growth of memory in MB."""
    seconds = {}
    with closing(Ours(folder)) as site:
        team = site.team()
        seconds[IMPORT], imported = timed(lambda: site.bring(team, "corpus.jsonl", lines))
        assert (imported["articles"], imported["marks"]) == (ARTICLES, ARTICLES * MARKS), imported
        memory_before = site.memory()
        for slug, name in OURS_AS.items():
            seconds[f"export, {name}"], _file = timed(lambda: site.files(team, slug))  # noqa: B023
        more = site.memory() - memory_before
        started = time.monotonic()
        with site.client.stream("GET", f"/teams/{team}/reports.csv.zip") as response:
            next(response.iter_raw())
            first = time.monotonic() - started
    return seconds, first, more


def of_doccano(folder: Path, lines: bytes) -> dict[str, float]:
    """Return seconds with doccano's JSONL."""
    with closing(Doccano(folder)) as peer:
        project = peer.project()
        seconds = {}
        seconds[IMPORT], errors = timed(lambda: peer.upload(project, lines))
        assert errors == [], errors[:3]
        seconds[f"export, {OURS_AS['doccano']}"], _file = timed(lambda: peer.download(project))
    return seconds


def of_label_studio(folder: Path, texts: list[tuple[str, list[tuple[int, int, str]]]]) -> dict[str, float]:
    """Return seconds of importing its JSON, and of its exports."""
    seconds = {}
    with closing(LabelStudio(folder)) as peer:
        project = peer.project()
        tasks = [
            {"data": {"text": text}, "annotations": [{"result": regions(text, marks)}]}
            for text, marks in texts
        ]
        seconds[IMPORT], _result = timed(lambda: peer.upload(project, tasks))
        for kind, slug in {"JSON": "labelstudio", "CSV": "csv", "CONLL2003": "conll"}.items():
            seconds[f"export, {OURS_AS[slug]}"], _file = timed(lambda: peer.download(project, kind))  # noqa: B023
    return seconds


if __name__ == "__main__":
    main()
