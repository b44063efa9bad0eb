"""Read the files of an archive, each with the limits that it would have by itself."""

import logging
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from articles.cleaning import Cleaned
from articles.errors import NeedsTextRecognition, Unreadable
from articles.models import BulkUpload
from articles.parsing.uploaded_zip import SUFFIX, unpack
from articles.sandbox.batches import read_together
from articles.sandbox.clean import BUSY as BUSY_CLEANING
from articles.sandbox.clean import clean_or_leave
from articles.sandbox.read import BUSY, MAX_BYTES, read_file
from articles.text.draft import Draft
from articles.uploads.entry import BROKEN, Entry, ReadFile, Scan
from web.i18n.lazy_message import Message
from web.rate_limits import RateLimitExceeded, hit_named_limit

# How often a file is tried while the server is busy. Each attempt waits for a quarter of a minute.
ATTEMPTS = 3
# Files that are read in one process and stored together, and their bytes.
TOGETHER, TOGETHER_BYTES = 25, 1_000_000
NESTED = Message("This is a ZIP archive within a ZIP archive. Upload it by itself.")
SCANNED = Message(
    "This is a scan. Upload it by itself on the page of your articles, and review what was recognised."
)
log = logging.getLogger(__name__)
# Number, index in the archive, and path.
Place = tuple[int, int, str]


def read_archive(upload: BulkUpload, path: Path, start: int) -> Iterator[list[Entry]]:
    """Yield the files after number ``start``; small ones that nobody reviews are read together."""
    with zipfile.ZipFile(path) as archive:
        for group in _groups(upload, archive, start):
            yield from _read_group(upload, archive, group)


def _groups(upload: BulkUpload, archive: zipfile.ZipFile, start: int) -> Iterator[list[Place]]:
    most = TOGETHER if upload.ready else 1
    group: list[Place] = []
    size = 0
    for number, (index, name) in enumerate(upload.files[start:], start + 1):
        length = archive.filelist[index].file_size
        if group and (len(group) == most or size + length > TOGETHER_BYTES):
            yield group
            group, size = [], 0
        group.append((number, index, name))
        size += length
    if group:
        yield group


def _read_group(
    upload: BulkUpload, archive: zipfile.ZipFile, group: Sequence[Place]
) -> Iterator[list[Entry]]:
    while len(group) > 1 and (entries := _read_together(archive, group)):
        yield entries
        group = group[len(entries) :]
    for number, index, name in group:
        yield [Entry(number, name, _read(upload, archive, index, name))]


def _read_together(archive: zipfile.ZipFile, group: Sequence[Place]) -> list[Entry]:
    """Return the first files of the group, read in one process; none if that failed, so that each is read by itself."""
    contents = [_unpacked(archive, index, name) for _number, index, name in group]
    files = [
        (name, content)
        for (_n, _i, name), content in zip(group, contents, strict=True)
        if isinstance(content, bytes)
    ]
    results = iter(read_together(files))
    entries = []
    for (number, _index, name), content in zip(group, contents, strict=True):
        if isinstance(content, bytes):
            result = next(results, None)
            if result is None:
                break
            entries.append(Entry(number, name, _as_entry(result, content)))
        else:
            entries.append(Entry(number, name, content))
    return entries


def _unpacked(archive: zipfile.ZipFile, index: int, path: str) -> bytes | Message:
    """Return the bytes of a file, or why they cannot be had."""
    if PurePosixPath(path).suffix.lower() == SUFFIX:
        return NESTED
    try:
        return unpack(archive, index, MAX_BYTES)
    except Unreadable as error:
        return error.message


def _as_entry(result: tuple[Draft, Cleaned] | Unreadable, original: bytes) -> ReadFile | Message:
    if isinstance(result, NeedsTextRecognition):
        return SCANNED
    if isinstance(result, Unreadable):
        return result.message
    return ReadFile(result[0], original, result[1])


def _read(upload: BulkUpload, archive: zipfile.ZipFile, index: int, path: str) -> ReadFile | Scan | Message:
    """Return what is in a file, or why it is refused."""
    original = b""
    try:
        if not upload.ready:
            hit_named_limit(upload.owner, "upload")
        content = _unpacked(archive, index, path)
        if isinstance(content, Message):
            return content
        original = content
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
