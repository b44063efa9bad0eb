"""manage.py expire: what a team's retention period says, once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from annotate.retention import expire


class Command(BaseCommand):
    """Run it daily, by cron or a systemd timer."""

    help = "Warn of rounds whose team's retention period is over, and delete those that were warned of two weeks ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what it did."""
        warned, deleted = expire()
        self.stdout.write(f"{warned} rounds warned of, {deleted} deleted.")
