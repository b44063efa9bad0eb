"""A ZIP that is written part by part: the same content gives the same bytes, and each file has a checksum. Pure."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

# The first moment that a ZIP can name: the time at which the dataset is made is not part of it.
TIMESTAMP = (1980, 1, 1, 0, 0, 0)
# Readable by everybody; without it some programs unpack files that nobody may read.
MODE = 0o100644 << 16
STORED_ENDINGS = (".zip", ".xlsx", ".docx", ".odt", ".pdf")
CHUNK = 1 << 20
CHECKSUMS = "SHA256SUMS"


class Spool:
    """A temporary file on disk for a table that grows while other files are written."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115 (closed by ``close``)

    def write(self, data: bytes) -> None:
        """Append ``data``."""
        self.file.write(data)

    def chunks(self) -> Iterator[bytes]:
        """Yield everything that was written, in parts."""
        self.file.seek(0)
        while chunk := self.file.read(CHUNK):
            yield chunk

    def close(self) -> None:
        """Delete the file."""
        self.file.close()


class _Output:
    """A file that a ZIP is written to and whose content is taken out part by part."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, data: bytes) -> int:
        self.content += data
        return len(data)

    def flush(self) -> None:
        """Do nothing."""


class DatasetZip:
    """Writes files into a ZIP; the checksums of all of them come last."""

    def __init__(self) -> None:
        self._output = _Output()
        self._archive = zipfile.ZipFile(self._output, "w")  # type: ignore[call-overload]
        self._checksums = Spool()

    def add(self, path: str, content: bytes) -> None:
        """Add a file."""
        self._archive.writestr(_info(path), content)
        self._note(path, hashlib.sha256(content).hexdigest())

    def stream(self, path: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Add a file of any size, and yield the parts of the ZIP while it is written."""
        digest = hashlib.sha256()
        info = _info(path)
        with self._archive.open(info, "w", force_zip64=True) as target:
            for chunk in chunks:
                target.write(chunk)
                digest.update(chunk)
                yield self.take()
        if path != CHECKSUMS:
            self._note(path, digest.hexdigest())
        yield self.take()

    def finish(self) -> Iterator[bytes]:
        """Add the checksums, and yield the rest of the ZIP."""
        yield from self.stream(CHECKSUMS, self._checksums.chunks())
        self._archive.close()
        yield self.take()

    def close(self) -> None:
        """Delete what is kept until the end."""
        self._checksums.close()

    def take(self) -> bytes:
        """Return and remove what is written of the ZIP."""
        data = bytes(self._output.content)
        self._output.content.clear()
        return data

    def _note(self, path: str, digest: str) -> None:
        self._checksums.write(f"{digest}  {path}\n".encode())


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, TIMESTAMP)
    info.create_system = 3
    info.external_attr = MODE
    info.compress_type = zipfile.ZIP_STORED if path.endswith(STORED_ENDINGS) else zipfile.ZIP_DEFLATED
    return info
