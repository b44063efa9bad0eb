"""manage.py create_token EMAIL: prints a new API token."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.actions import create_token
from people.models import User


class Command(BaseCommand):
    """Prints the token once; only its digest is kept."""

    help = "Print a new API token for the person with this e-mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        """One address."""
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> str:
        """Raises ``CommandError`` when nobody has the address."""
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Nobody here has the e-mail address {email}. Sign up first, then try again.")
        return create_token(user)
