"""manage.py prepare: everything to do before the processes of a new version start."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from annotate.codebooks.actions import install_codebooks


class Command(BaseCommand):
    """May be run again at any time, and while an older version serves."""

    help = "Bring the database up to date, gather the static files, and install the codebooks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, collect static files and install codebooks; raise ``CommandError`` if a migration fails."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Error as error:
            message = str(error).strip().partition("\n")[0]
            raise CommandError(
                f"The database could not be brought up to date: {message}. The step that failed was taken back, "
                "and the "
                "version that ran until now still runs on it. Keep that one, and tell us."
            ) from error
        call_command("collectstatic", interactive=False, verbosity=0)
        install_codebooks()
