"""A file of marks from elsewhere: what is in it and what of it cannot be taken, or a sentence; nothing else."""

from collections.abc import Iterator
from pathlib import Path

from reports.formats import importable_formats, of_record
from reports.formats.parsed import RowError
from reports.imports.reading import read_import as understood
from tests.reports.small import report

NAMES = ("a.jsonl", "a.json", "a.zip", "a.conll", "a.txt", "a.csv", "a.jsonld", "a.xmi")
GOLDEN = Path(__file__).parent.parent.parent / "golden"


def tried(data: bytes) -> None:
    """The first byte says what the file is called."""
    if not data:
        return
    try:
        found = understood(NAMES[data[0] % len(NAMES)], data[1:])
    except RowError as error:
        str(error.args[0])
        return
    for document in found.documents:
        for marks in document.layers.values():
            for mark in marks:
                assert document.text is None or document.text[mark.start : mark.end] == mark.quote
    for problem in found.problems:
        str(problem.said)


def seeds() -> Iterator[bytes]:
    """Each format, as it is written here, and files of other tools."""
    for number, path in enumerate(sorted(GOLDEN.glob("imports/*"))):
        yield bytes([number % len(NAMES)]) + path.read_bytes()
    for kind in (kind for kind in importable_formats() if not of_record(kind)):
        ending = kind.ending.rpartition(".")[2]
        number = next((n for n, name in enumerate(NAMES) if name.endswith(f".{ending}")), 0)
        yield bytes([number]) + kind.write(report())
