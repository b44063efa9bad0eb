"""manage.py make_backup_key FILE: create a pair of keys for encrypted backups."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backups.encryption import make_pair


class Command(BaseCommand):
    """The private key belongs somewhere else: whoever takes over the machine must not be able to read old backups."""

    help = "Write the key that opens sealed backups into a new file, and print the one that seals them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file of the private key."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Write the key; raise ``CommandError`` if the file exists or cannot be written."""
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
