"""manage.py make_backup_key FILE: a pair of keys, one to seal backups with and one to open them."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backups.encryption import make_pair


class Command(BaseCommand):
    """What opens backups is kept away from the site: who takes the machine over has no key to old backups."""

    help = "Write the key that opens sealed backups into a new file, and print the one that seals them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises ``CommandError`` where the file is there or cannot be."""
        identity, recipient = make_pair()
        try:
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(f"# public key: {recipient}\n{identity}\n")
        except OSError as error:
            raise CommandError(f"{file} could not be written: {error.strerror}.") from error
        self.stdout.write(
            f"{file} opens your backups. Keep it in two places, and not on this machine: without it they are lost.\n"
            f"Back up with: manage.py backup FILE --for {recipient}"
        )
