"""The entries of a bulk upload: the files of a ZIP archive, or the rows of a table."""

from collections.abc import Iterator
from pathlib import Path

from articles.models import BulkUpload
from articles.parsing.uploaded_zip import MAX_FILES
from articles.parsing.zip_archive import MAX_BYTES as MAX_UNPACKED
from articles.sandbox.archives import list_files_in_zip
from articles.sandbox.read import MAX_BYTES
from articles.sandbox.tables import TableRow, count_rows, read_rows
from articles.uploads.archive_files import read_archive
from articles.uploads.entry import BROKEN, Entry, ReadRow
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

# Files of an archive that is read at once into articles that are ready; unpacked, they may be this much larger.
MAX_READY_FILES, MAX_READY_FACTOR = 20_000, 50
# Rows that are stored together, and characters of them.
ROWS, CHARACTERS = 50, 1_000_000
ROW = Message("Row {number}")


def count_entries(upload: BulkUpload, path: Path) -> tuple[int, list[tuple[int, str]]]:
    """Return how many entries there are, and of an archive the rows of its files. Raises ``Unreadable``."""
    if upload.kind != BulkUpload.Kind.ZIP:
        return count_rows(path, upload.kind), []
    files = list_files(upload.ready, path)
    return len(files), files


def list_files(ready: bool, data: bytes | Path) -> list[tuple[int, str]]:
    """Return index and path of each file in an archive. Raises ``Unreadable``."""
    if not ready:
        return list_files_in_zip(data, MAX_FILES, MAX_BYTES, MAX_UNPACKED)
    size = data.stat().st_size if isinstance(data, Path) else len(data)
    return list_files_in_zip(data, MAX_READY_FILES, size, max(MAX_UNPACKED, MAX_READY_FACTOR * size))


def read_entries(upload: BulkUpload, path: Path, start: int) -> Iterator[list[Entry]]:
    """Yield the entries after number ``start``, those together that should be stored together.

    Raises ``Unreadable`` if a table cannot be read.
    """
    if upload.kind == BulkUpload.Kind.ZIP:
        yield from read_archive(upload, path, start)
        return
    while start < (upload.total or 0):
        before = start
        for entries in _batches(read_rows(path, upload.kind, start)):
            yield entries
            start = entries[-1].number
        if start == before:
            return


def _batches(rows: Iterator[TableRow]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    characters = 0
    for row in rows:
        result = row.refused or (ReadRow(row.draft, row.columns) if row.draft else BROKEN)
        batch.append(Entry(row.number, translate(ROW.format(number=row.number)), result))
        characters += len(row.draft.text) if row.draft else 0
        if len(batch) >= ROWS or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
