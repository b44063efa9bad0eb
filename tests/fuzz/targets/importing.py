"""Any import file: annotations and problems, or an error message; nothing else."""

from collections.abc import Iterator
from pathlib import Path

from reports.formats import importable_formats, of_record
from reports.formats.parsed import RowError
from reports.imports.reading import read_import
from tests.reports.small import report

NAMES = ("a.jsonl", "a.json", "a.zip", "a.conll", "a.txt", "a.csv", "a.jsonld", "a.xmi")
GOLDEN = Path(__file__).parent.parent.parent / "golden"


def check(data: bytes) -> None:
    """The first byte selects the file's name."""
    if not data:
        return
    try:
        result = read_import(NAMES[data[0] % len(NAMES)], data[1:])
    except RowError as error:
        str(error.args[0])
        return
    for document in result.documents:
        for annotations in document.layers.values():
            for annotation in annotations:
                assert (
                    document.text is None
                    or document.text[annotation.start : annotation.end] == annotation.quote
                )
    for problem in result.problems:
        str(problem.message)


def seeds() -> Iterator[bytes]:
    """Yield each format as we write it, and files of other tools."""
    for number, path in enumerate(sorted(GOLDEN.glob("imports/*"))):
        yield bytes([number % len(NAMES)]) + path.read_bytes()
    for kind in (kind for kind in importable_formats() if not of_record(kind)):
        ending = kind.ending.rpartition(".")[2]
        number = next((n for n, name in enumerate(NAMES) if name.endswith(f".{ending}")), 0)
        yield bytes([number]) + kind.write(report())
