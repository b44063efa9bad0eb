"""manage.py expire: delete what has had its time, as a site does by itself once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from annotate.bin.actions import empty_bin
from annotate.privacy.retention import delete_expired_rounds


class Command(BaseCommand):
    """For who wants it done now."""

    help = (
        "Warn of rounds whose team's retention period is over, delete those that were warned of two weeks ago, "
        "and delete what has been in the bin for BIN_DAYS."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what it did."""
        warned, deleted = delete_expired_rounds()
        self.stdout.write(
            f"{warned} rounds warned of, {deleted} deleted, {empty_bin()} deleted from the bin."
        )
