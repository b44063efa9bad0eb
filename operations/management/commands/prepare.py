"""manage.py prepare: what is to be done before the processes of a new version start."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from annotate.codebook_actions import install_codebooks


class Command(BaseCommand):
    """May be run again at any time, and while an older version serves."""

    help = "Bring the database up to date, gather the static files, and install the codebooks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says nothing where all went well."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        install_codebooks()
