"""manage.py doctor: report what is wrong with this installation and what to do."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from operations.checks.run import run_checks


class Command(BaseCommand):
    """Exits with 1 if something is wrong, for use in timers."""

    help = "Say in plain words what is wrong with this installation."
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per check, and its problems."""
        count = 0
        for check, problems in run_checks():
            self.stdout.write(f"{'✗' if problems else '✓'} {check.title}")
            for problem, solution in problems:
                self.stdout.write(f"    {problem}\n    → {solution}")
            count += len(problems)
        self.stdout.write(f"\n{count} things to mend." if count else "\nAll is well.")
        if count:
            sys.exit(1)
