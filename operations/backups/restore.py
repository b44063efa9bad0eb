"""Restore a backup into an empty site. All of it is read and checked before anything is written."""

import gzip
import json
import shutil
import tarfile
import tempfile
import zlib
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from operations.backups.encryption import AGE_HEADER, decrypt
from operations.backups.tables import empty, load, reset_sequences, tables
from operations.backups.write import FILES, FORMAT, MANIFEST, SECRET, TABLES, Manifest, write_table

TELL_US = "Delete this database, which has tables without rows, and tell us."


class RestoreProblem(ValueError):
    """The backup cannot be restored here; the message says why and what to do."""


def restore(path: Path, identity: Path | None = None) -> Manifest:
    """Restore the backup at ``path`` into this empty site, migrating data of earlier versions.

    Raise ``RestoreProblem`` or ``KeyProblem``. Then nothing has been written, or the message says what has.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    check_empty()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        unpack(path, folder, identity)
        manifest = _manifest(folder)
        targets = _targets(manifest)
        try:
            _load_tables(folder, manifest, targets)
        except Error as error:
            raise RestoreProblem(
                f"This database does not take what the backup holds: {str(error).strip()}. {TELL_US}"
            ) from error
        _copy_files(folder)
    call_command("migrate", verbosity=0)
    return manifest


def check_empty() -> None:
    """Raise ``RestoreProblem`` if the site is not empty."""
    if names := connection.introspection.table_names():
        raise RestoreProblem(
            f"The database is not empty: it has {len(names)} tables. Restore goes into an empty place: set DATA_DIR to "
            "a new folder, or DATABASE_URL to a new database."
        )
    root = Path(settings.MEDIA_ROOT)
    if root.exists() and any(root.iterdir()):
        raise RestoreProblem(f"There are files in {root}. Set DATA_DIR to a new folder.")


def unpack(path: Path, folder: Path, identity: Path | None) -> None:
    """Unpack the archive into ``folder``. Members outside of it are refused."""
    with path.open("rb") as file:
        encrypted = file.read(len(AGE_HEADER)) == AGE_HEADER
        file.seek(0)
        if encrypted and identity is None:
            raise RestoreProblem("This backup is sealed. Say where its key is: --identity FILE")
        try:
            with (
                decrypt(file, identity) if encrypted and identity else nullcontext(file) as plain,
                gzip.open(plain) as packed,
            ):
                with tarfile.open(fileobj=packed, mode="r|") as archive:
                    archive.extractall(folder, filter="data")
                # gzip's checksum is at the very end.
                while packed.read(65536):
                    pass
        except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
            raise RestoreProblem(f"{path} is no backup, or not whole: {error}") from error


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise RestoreProblem("This is no backup of Claimlight: it has no manifest.") from error
    if manifest.format != FORMAT:
        raise RestoreProblem(
            f"This backup is of format {manifest.format}, which this version does not know. Update Claimlight first."
        )
    return manifest


def _targets(manifest: Manifest) -> list[tuple[str, str]]:
    """Return the migrations that the backup's database was at."""
    graph = MigrationExecutor(connection).loader.graph
    applied = {(app, name) for app, name in manifest.migrations}
    if unknown := applied - set(graph.nodes):
        app, name = min(unknown)
        raise RestoreProblem(
            f"This backup is from a newer Claimlight: it has {app}.{name}. Update Claimlight, then restore."
        )
    return sorted(node for node in applied if not applied & set(graph.node_map[node].children))


def _load_tables(folder: Path, manifest: Manifest, targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    state = executor.migrate(targets)
    models = tables(state.apps)
    if missing := set(manifest.tables) - set(models):
        raise RestoreProblem(f"There is no table for {', '.join(sorted(missing))}.")
    with transaction.atomic():
        empty(models.values())
        for name in manifest.tables:
            with (folder / TABLES / f"{name}.jsonl").open(encoding="utf-8") as lines:
                load(models[name], lines)
        reset_sequences(models.values())
        _compare(manifest, models, folder)


def _compare(manifest: Manifest, models: dict[str, Any], folder: Path) -> None:
    """Raise ``RestoreProblem`` unless the database now contains exactly the rows of the backup."""
    different = [
        name
        for name, summary in manifest.tables.items()
        if write_table(models[name], folder / "now") != summary
    ]
    if different:
        raise RestoreProblem(
            f"What was written is not what the backup holds, in {', '.join(different)}. {TELL_US}"
        )


def _copy_files(folder: Path) -> None:
    if (folder / FILES).exists():
        shutil.copytree(folder / FILES, settings.MEDIA_ROOT, dirs_exist_ok=True)
    if (folder / SECRET).exists():
        shutil.copy(folder / SECRET, settings.DATA_DIR / SECRET)
