"""manage.py restore FILE: restore a backup into an empty site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backups.encryption import KeyProblem
from operations.backups.restore import RestoreProblem, restore


class Command(BaseCommand):
    """The site may be on SQLite or PostgreSQL, wherever the backup comes from."""

    help = "Fill an empty DATA_DIR and database from a file that manage.py backup wrote."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the key."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="the file with the key that opens it")

    def handle(self, *args: Any, file: Path, identity: Path | None, **options: Any) -> None:
        """Restore; raise ``CommandError`` with what to do."""
        try:
            manifest = restore(file, identity)
        except (RestoreProblem, KeyProblem) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror}.") from error
        self.stdout.write(
            f"Restored and compared: {manifest.rows} rows in {len(manifest.tables)} tables, {manifest.files} files, "
            f"as they were at {manifest.made_at} on {manifest.database}."
        )
