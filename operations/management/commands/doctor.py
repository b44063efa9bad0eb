"""manage.py doctor: what is wrong with this installation, and what to do."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from operations.checks.run import run_checks


class Command(BaseCommand):
    """Ends with 1 where something is wrong, so that a timer can tell."""

    help = "Say in plain words what is wrong with this installation."
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """A line a matter."""
        wrong = 0
        for check, problems in run_checks():
            self.stdout.write(f"{'✗' if problems else '✓'} {check.title}")
            for what, to_do in problems:
                self.stdout.write(f"    {what}\n    → {to_do}")
            wrong += len(problems)
        self.stdout.write(f"\n{wrong} things to mend." if wrong else "\nAll is well.")
        if wrong:
            sys.exit(1)
