"""1,000 articles with 100 marks each, out of and into Claimlight, doccano and Label Studio, in one run.

    python -m benchmarks.files

Peers are installed on first use (benchmarks/peers/). Times are what somebody waits for, over HTTP on this machine.
"""

import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ours import Ours
from benchmarks.peers.doccano import Doccano
from benchmarks.peers.labelstudio import TAGS, LabelStudio

ARTICLES, MARKS, WORDS = 1000, 100, 400
SAID = "the council voted nine to six while critics said taxes fell by four per cent and nobody cared 🌉"


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


def timed(name: str, do: Callable[[], Any]) -> Any:
    """Does it, and says how long it took."""
    begun = time.monotonic()
    result = do()
    print(f"{name:44} {time.monotonic() - begun:6.1f} s", flush=True)
    return result


def main() -> None:
    """One after the other, so that none has the machine of another."""
    texts = corpus()
    lines = "".join(
        json.dumps({"text": text, "label": marks, "annotator": "Ada"}, ensure_ascii=False) + "\n"
        for text, marks in texts
    ).encode()
    with tempfile.TemporaryDirectory() as folder:
        ours(Path(folder) / "ours", lines)
        doccano(Path(folder) / "doccano", lines)
        label_studio(Path(folder) / "label-studio", texts)


def ours(folder: Path, lines: bytes) -> None:
    """Every format that somebody else has, and some that nobody has."""
    site = Ours(folder)
    try:
        team, before = site.team(), site.memory()
        taken = timed("Claimlight: import doccano JSONL", lambda: site.bring(team, "corpus.jsonl", lines))
        assert (taken["articles"], taken["marks"]) == (ARTICLES, ARTICLES * MARKS), taken
        after = site.memory()
        print(f"{'Claimlight: memory before, after the import':44} {before}, {after} MB")
        for slug in ("doccano", "labelstudio", "conll", "csv", "w3c", "webanno", "brat", "claimlight"):
            timed(f"Claimlight: export {slug}", lambda slug=slug: site.files(team, slug))
        print(f"{'Claimlight: memory after all exports':44} {site.memory()} MB")
    finally:
        site.close()


def doccano(folder: Path, lines: bytes) -> None:
    """Its JSONL."""
    peer = Doccano(folder)
    try:
        project = peer.project()
        errors = timed("doccano: import JSONL", lambda: peer.upload(project, lines))
        assert errors == [], errors[:3]
        timed("doccano: export JSONL", lambda: peer.download(project))
    finally:
        peer.close()


def label_studio(folder: Path, texts: list[tuple[str, list[tuple[int, int, str]]]]) -> None:
    """Its JSON in, and what it writes."""
    peer = LabelStudio(folder)
    try:
        project = peer.project()
        tasks = [
            {"data": {"text": text}, "annotations": [{"result": _regions(text, marks)}]}
            for text, marks in texts
        ]
        timed("Label Studio: import JSON", lambda: peer.upload(project, tasks))
        for kind in ("JSON", "JSON_MIN", "CSV", "CONLL2003"):
            timed(f"Label Studio: export {kind}", lambda kind=kind: peer.download(project, kind))
    finally:
        peer.close()


def _regions(text: str, marks: list[tuple[int, int, str]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{start}-{end}-{tag}", "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": text[start:end], "labels": [tag]},
        }
        for start, end, tag in marks
    ]  # fmt: skip


if __name__ == "__main__":
    main()
