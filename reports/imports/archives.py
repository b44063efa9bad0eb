"""An uploaded file as what is in it: a file alone, or those of a ZIP, and of the ZIPs in a ZIP. Pure."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from reports.formats.parsed import Files, RowError
from web.i18n.lazy_message import Message

# What an upload may unpack to, in bytes and files: a class's or a newsroom's corpus, and no bomb.
MAX_BYTES = 300 * 1024 * 1024
MAX_FILES = 20_000
MAX_DEPTH = 2
# Nor to more than so many times what was sent, except where that is little.
MAX_RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
# What a damaged ZIP makes Python's own reader raise.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, ValueError,
)  # fmt: skip
MORE = Message("holds more than can be taken at once: {files} files, or {size} MB. Import it in parts.")
BOMB = Message(
    "unpacks to more than {ratio} times its size, as files made to crash computers do. It was not opened. Import what "
    "is in it."
)
BROKEN = Message("is a broken ZIP: {why}. Export it again.")
LOCKED = Message("is a ZIP with a password. Unpack it, and import what is in it.")
DEEP = Message("is a ZIP in a ZIP in a ZIP. Unpack it, and import what is in it.")


def unpack(name: str, data: bytes) -> list[tuple[str, Files]]:
    """(name, files) of each package: the file itself, a ZIP's files together, each ZIP in a ZIP for itself.

    Raises ``RowError`` on a ZIP that is broken, locked, too large or too deep.
    """
    found = list(_unpacked(name, data, _Room(len(data)), 0))
    return [(name, files) for name, files in found if files]


class _Room:
    """What the rest of an upload may still unpack to."""

    def __init__(self, sent: int) -> None:
        by_ratio = max(RATIO_FROM, MAX_RATIO * sent)
        self.bytes, self.files = min(MAX_BYTES, by_ratio), MAX_FILES
        self.ratio = by_ratio < MAX_BYTES

    def take(self, size: int) -> None:
        """Count one file. Raises ``RowError`` where there is no room for it."""
        self.bytes -= size
        self.files -= 1
        if self.bytes < 0 and self.ratio:
            raise RowError(BOMB.format(ratio=MAX_RATIO))
        if min(self.bytes, self.files) < 0:
            raise RowError(MORE.format(files=MAX_FILES, size=MAX_BYTES // 2**20))


def _unpacked(name: str, data: bytes, room: _Room, depth: int) -> Iterator[tuple[str, Files]]:
    if not data.startswith(b"PK\x03\x04"):
        yield name, {PurePath(name).name: data}
        return
    if depth == MAX_DEPTH:
        raise RowError(DEEP)
    files: dict[str, bytes] = {}
    inner: list[tuple[str, bytes]] = []
    for path, content in _entries(data, room):
        if path.lower().endswith(".zip"):
            inner.append((path, content))
        else:
            files[path] = content
    yield name, files
    for path, content in inner:
        yield from _unpacked(path, content, room, depth + 1)


def _entries(data: bytes, room: _Room) -> Iterator[tuple[str, bytes]]:
    """Only in memory: no name in an archive is ever a path on this machine."""
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
                    # What an entry says of its size may be a lie: the bytes that come are counted.
                    content = file.read(room.bytes + 1)
                room.take(len(content))
                yield entry.filename, content
    except RowError:
        raise
    except DAMAGED as error:
        raise RowError(BROKEN.format(why=str(error) or type(error).__name__)) from None
