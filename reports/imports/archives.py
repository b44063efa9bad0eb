"""Unpack an uploaded file: a single file, a ZIP, or ZIPs in a ZIP. Pure."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from reports.formats.parsed import Files, RowError
from web.i18n.lazy_message import Message

# Limits of the unpacked size: enough for the corpus of a class or a newsbudget.
MAX_BYTES = 300 * 1024 * 1024
MAX_FILES = 20_000
MAX_DEPTH = 2
# A larger ratio to the size of the upload is a ZIP bomb, unless the content is small.
MAX_RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
# Errors that zipfile raises on damaged files.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, ValueError,
)  # fmt: skip
TOO_MUCH = Message(
    "is too large to import at once. The limit is {files} files or {size} MB. Import it in several parts."
)
BOMB = Message(
    "was not opened because it unpacks to more than {ratio} times its size, like files that "
    "are made to crash computers. Unpack it yourself and import the files in it."
)
BROKEN = Message("is a damaged ZIP file: {why}. Export it again.")
LOCKED = Message("is a ZIP file with a password. Unpack it and import the files in it.")
DEEP = Message("is a ZIP inside a ZIP inside a ZIP. Unpack it and import the files in it.")


def unpack(name: str, data: bytes) -> list[tuple[str, Files]]:
    """Return (name, files) of each package: a single file, or the files of a ZIP; a ZIP in a ZIP is a package, too.

    Raises ``RowError`` for a ZIP that is damaged, encrypted, too large or nested too deeply.
    """
    packages = list(_packages(name, data, _Budget(len(data)), 0))
    return [(name, files) for name, files in packages if files]


class _Budget:
    """How much the rest of an upload may still unpack to."""

    def __init__(self, upload_size: int) -> None:
        by_ratio = max(RATIO_FROM, MAX_RATIO * upload_size)
        self.bytes, self.files = min(MAX_BYTES, by_ratio), MAX_FILES
        self.ratio = by_ratio < MAX_BYTES

    def take(self, size: int) -> None:
        """Count a file. Raises ``RowError`` if it exceeds the limits."""
        self.bytes -= size
        self.files -= 1
        if self.bytes < 0 and self.ratio:
            raise RowError(BOMB.format(ratio=MAX_RATIO))
        if min(self.bytes, self.files) < 0:
            raise RowError(TOO_MUCH.format(files=MAX_FILES, size=MAX_BYTES // 2**20))


def _packages(name: str, data: bytes, budget: _Budget, depth: int) -> Iterator[tuple[str, Files]]:
    if not data.startswith(b"PK\x03\x04"):
        yield name, {PurePath(name).name: data}
        return
    if depth == MAX_DEPTH:
        raise RowError(DEEP)
    files: dict[str, bytes] = {}
    inner: list[tuple[str, bytes]] = []
    for path, content in _entries(data, budget):
        if path.lower().endswith(".zip"):
            inner.append((path, content))
        else:
            files[path] = content
    yield name, files
    for path, content in inner:
        yield from _packages(path, content, budget, depth + 1)


def _entries(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the files, unpacked in memory only."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                name = PurePath(entry.filename).name
                hidden = not name or name.startswith(".") or entry.filename.startswith("__MACOSX/")
                if hidden or entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise RowError(LOCKED)
                with archive.open(entry) as file:
                    # The declared size of an entry may be wrong.
                    content = file.read(budget.bytes + 1)
                budget.take(len(content))
                yield entry.filename, content
    except RowError:
        raise
    except DAMAGED as error:
        raise RowError(BROKEN.format(why=str(error) or type(error).__name__)) from None
