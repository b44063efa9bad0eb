"""Write a backup: the database at one moment and the files that belong to it, in one tar.gz.

    manifest.json                 contents and origin
    tables/annotate.Change.jsonl  one per table; see tables.py
    files/2026/11/page.html       uploaded originals and other files outside the database
    secret_key                    if it is in DATA_DIR

It is the same for SQLite and PostgreSQL, so a site can move from one to the other with it.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations.backups.encryption import encrypt
from operations.backups.tables import lines, snapshot, tables

FORMAT = 1
MANIFEST, TABLES, FILES, SECRET = "manifest.json", "tables", "files", "secret_key"
# A higher level makes the file a tenth smaller in three times the time.
COMPRESSION_LEVEL = 4


@dataclass
class Manifest:
    """``tables``: name → number of rows and SHA-256 of the lines. ``migrations``: (app, name) of the applied ones."""

    made_at: str
    database: str
    migrations: list[list[str]]
    tables: dict[str, list[Any]] = field(default_factory=dict)
    files: int = 0
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Return the number of rows of all tables."""
        return sum(rows for rows, _digest in self.tables.values())


def back_up(path: Path, recipient: str = "") -> Manifest:
    """Write the whole site into the new file ``path``, encrypted for the public key ``recipient`` if there is one.

    The site may be in use. Raise ``FileExistsError``, ``KeyProblem`` or ``OSError``; then there is no file.
    """
    with (
        _create_atomically(path) as out,
        encrypt(out, recipient) if recipient else nullcontext(out) as encrypted,
        gzip.open(encrypted, "wb", COMPRESSION_LEVEL) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        return _write(archive)


def _write(archive: tarfile.TarFile) -> Manifest:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with snapshot():
            applied = MigrationRecorder(connection).applied_migrations()
            manifest = Manifest(
                timezone.now().isoformat(), connection.vendor, sorted([app, name] for app, name in applied)
            )
            for name, model in tables().items():
                manifest.tables[name] = write_table(model, folder / name)
        # Files after rows: each file that a row refers to exists, unless it was deleted in between.
        files = list(_files())
        manifest.files = len(files)
        _add(archive, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        for name in manifest.tables:
            archive.add(folder / name, f"{TABLES}/{name}.jsonl")
    for file, name in files:
        archive.add(file, f"{FILES}/{name}")
    if (secret := settings.DATA_DIR / SECRET).exists():
        archive.add(secret, SECRET)
    return manifest


def write_table(model: Any, path: Path) -> list[Any]:
    """Write the table's lines into ``path``; return the number of rows and the SHA-256 of the lines."""
    digest, rows = hashlib.sha256(), -1
    with path.open("wb") as out:
        for line in lines(model):
            data = line.encode()
            digest.update(data)
            out.write(data)
            rows += 1
    return [rows, digest.hexdigest()]


def _files() -> Iterator[tuple[Path, str]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path, path.relative_to(root).as_posix()


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


@contextmanager
def _create_atomically(path: Path) -> Iterator[BinaryIO]:
    """Yield a new file, readable by its owner alone, that appears under its name once it is complete."""
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
