"""manage.py backup FILE: write the whole site into one file while it is in use."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backups.encryption import KeyProblem
from operations.backups.write import back_up


class Command(BaseCommand):
    """Run it daily, by cron or a systemd timer."""

    help = "Write the database and all files into one new file, which manage.py restore reads."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the key."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--for", dest="recipient", default="", help="a public key of age: only its owner reads it"
        )

    def handle(self, *args: Any, file: Path, recipient: str, **options: Any) -> None:
        """Write the backup; raise ``CommandError`` if there is none at the end."""
        try:
            manifest = back_up(file, recipient)
        except FileExistsError as error:
            raise CommandError(f"There is a file {file} already. Give another name.") from error
        except KeyProblem as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{file} could not be written: {error.strerror}. There is no backup."
            ) from error
        megabytes = file.stat().st_size / 1e6
        self.stdout.write(f"{file}: {manifest.rows} rows, {manifest.files} files, {megabytes:.1f} MB.")
        if not recipient:
            self.stdout.write(
                "Whoever has it reads everything: keep it as you keep the site, or seal it with --for."
            )
