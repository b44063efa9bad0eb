"""Exchange files with doccano and Label Studio in both directions: every annotation keeps its place.

python -m benchmarks.peers.exchange
"""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

TEXT = "🌉 Mayor slams critics. The globalist council voted nine to six.\nA second line; السلام عليكم and e\u0301."
WORDS = ("slams", "The globalist council voted nine to six", "globalist", "السلام عليكم", "e\u0301")


def main() -> None:
    """Exchange files; raise if an annotation is lost or moved."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        doccano(Path(folder) / "doccano")
        label_studio(Path(folder) / "label-studio")


def doccano(data: Path) -> None:
    """Exchange files with projects of both kinds."""
    from benchmarks.peers.doccano import Doccano

    peer = Doccano(data)
    try:
        for relations in (False, True):
            project = peer.project(relations)
            assert peer.upload(project, _ours("doccano")) == []
            spans = {
                (example["meta"]["annotator"], span["start_offset"], span["end_offset"])
                for example in peer.examples(project)
                for span in example["spans"]
            }
            assert spans == _places(), spans
            assert _back("news.zip", peer.download(project)) == _places()
        project = peer.project()
        line = {"text": TEXT, "label": []}
        assert peer.upload(project, json.dumps(line).encode()) == []
        label = peer.label(project, "Loaded language", "l")
        (example,) = peer.examples(project)
        for words in WORDS:
            start = TEXT.index(words)
            peer.mark(project, example["id"], start, start + len(words), label)
        assert _words("news.zip", peer.download(project)) == sorted(WORDS)
    finally:
        peer.close()
    print("doccano 1.8.4: our file went in and came out with every mark; what was marked there came to us")


def label_studio(data: Path) -> None:
    """Exchange files; its pages count code points, too."""
    from benchmarks.peers.labelstudio import LabelStudio

    peer = LabelStudio(data)
    try:
        project = peer.project()
        imported = peer.upload(project, json.loads(_ours("labelstudio")))
        assert (imported["task_count"], imported["annotation_count"]) == (1, 2)
        assert _back("news.json", peer.download(project)) == _places()
        project = peer.project()
        peer.upload(project, [{"data": {"text": TEXT}}])
        peer.mark(peer.tasks(project)[0], [_region(words) for words in WORDS])
        assert _words("news.json", peer.download(project)) == sorted(WORDS)
    finally:
        peer.close()
    print(
        "Label Studio 1.23.2: our file went in and came out with every mark; what was marked there came to us"
    )


def _region(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": ["opinion"]}
    return {"id": str(start), "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _ours(slug: str) -> bytes:
    from reports.formats import formats
    from tests.reports.small import report

    return formats()[slug].write(report())


def _places() -> set[tuple[str, int, int]]:
    from tests.reports.small import ANNOTATIONS

    return {(mark.annotator, mark.start, mark.end) for mark in ANNOTATIONS}


def _back(name: str, data: bytes) -> set[tuple[str, int, int]]:
    from reports.imports.reading import read_import

    (document,) = read_import(name, data).documents
    return {
        (annotator, mark.start, mark.end) for annotator, marks in document.layers.items() for mark in marks
    }


def _words(name: str, data: bytes) -> list[str]:
    from reports.imports.reading import read_import

    (document,) = read_import(name, data).documents
    return sorted(_each(document.text or "", document.layers.values()))


def _each(text: str, layers: Iterable[Any]) -> Iterable[str]:
    return (text[mark.start : mark.end] for marks in layers for mark in marks)


if __name__ == "__main__":
    main()
