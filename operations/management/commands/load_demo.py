"""manage.py load_demo: the finished examples, on a site that has nobody yet."""

from typing import Any

from django.core.management.base import BaseCommand

from operations import demo
from people.models import User


class Command(BaseCommand):
    """Does nothing where there are people already; prints the demo's logins wherever they still work."""

    help = "Load the demo into an empty site and print its logins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the demo unless there are people already, and print the logins that still work."""
        if not User.objects.exists():
            demo.load_demo()
        for email, password in demo.logins():
            self.stdout.write(f"  {email}   {password}")
