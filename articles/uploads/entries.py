"""The entries of a bulk upload: the files of a ZIP archive, or the rows of a table."""

import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from articles.cleaning import Cleaned
from articles.errors import NeedsTextRecognition, Unreadable
from articles.models import BulkUpload
from articles.parsing.uploaded_zip import MAX_FILES, SUFFIX, unpack
from articles.parsing.zip_archive import MAX_BYTES as MAX_UNPACKED
from articles.sandbox.archives import list_files_in_zip
from articles.sandbox.clean import BUSY as BUSY_CLEANING
from articles.sandbox.clean import clean_or_leave
from articles.sandbox.read import BUSY, MAX_BYTES, read_file
from articles.sandbox.tables import TableRow, count_rows, read_rows
from articles.text.draft import Draft
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.rate_limits import RateLimitExceeded, hit_named_limit

# Files of an archive that is read at once into articles that are ready; unpacked, they may be this much larger.
MAX_READY_FILES, MAX_READY_FACTOR = 20_000, 50
# How often a file is tried while the server is busy. Each attempt waits for a quarter of a minute.
ATTEMPTS = 3
# Rows that are stored together, and characters of them.
ROWS, CHARACTERS = 50, 1_000_000
ROW = Message("Row {number}")
NESTED = Message("This is a ZIP archive within a ZIP archive. Upload it by itself.")
BROKEN = Message("Something went wrong on our side, so this file was not added. Upload it by itself.")
SCANNED = Message(
    "This is a scan. Upload it by itself on the page of your articles, and review what was recognised."
)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its draft, its bytes, and the result of cleaning."""

    draft: Draft
    original: bytes
    cleaned: Cleaned | None


@dataclass(frozen=True)
class ReadRow:
    """A row that was read: its draft, which is frozen as it is, and its further columns."""

    draft: Draft
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scan:
    """A file with ``pages`` pages that only text recognition can read."""

    original: bytes
    pages: int


@dataclass(frozen=True)
class Entry:
    """An entry, numbered from 1, with what was read, or why it is refused."""

    number: int
    name: str
    result: ReadFile | ReadRow | Scan | Message


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
        with zipfile.ZipFile(path) as archive:
            for number, (index, name) in enumerate(upload.files[start:], start + 1):
                yield [Entry(number, name, _read(upload, archive, index, name))]
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


def _read(upload: BulkUpload, archive: zipfile.ZipFile, index: int, path: str) -> ReadFile | Scan | Message:
    """Return what is in a file, or why it is refused."""
    original = b""
    try:
        if not upload.ready:
            hit_named_limit(upload.owner, "upload")
        if PurePosixPath(path).suffix.lower() == SUFFIX:
            return NESTED
        original = unpack(archive, index, MAX_BYTES)
        return _read_and_clean(path, original, upload.ready)
    except NeedsTextRecognition as needs:
        return SCANNED if upload.ready else Scan(original, needs.pages)
    except Unreadable as error:
        return error.message
    except RateLimitExceeded as error:
        return Message(str(error))
    except Exception:
        log.exception("A file in a ZIP archive could not be read.")
        return BROKEN


def _read_and_clean(path: str, original: bytes, ready: bool) -> ReadFile | Message:
    draft = _read_patiently(path, original)
    cleaned = clean_or_leave(draft)
    if ready and cleaned is None:
        # Nobody will clean it again before it is frozen.
        cleaned = clean_or_leave(draft)
        return ReadFile(draft, original, cleaned) if cleaned else BUSY_CLEANING
    return ReadFile(draft, original, cleaned)


def _read_patiently(path: str, original: bytes) -> Draft:
    """Return the draft of a file; while the server is busy, try again."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            return read_file(path, original)
        except Unreadable as error:
            if error.message != BUSY:
                raise
    return read_file(path, original)
