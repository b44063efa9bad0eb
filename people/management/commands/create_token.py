"""manage.py create_token EMAIL: print a new API token."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.actions.accounts import issue_token
from people.models import User


class Command(BaseCommand):
    """Print the token once; only its digest is stored."""

    help = "Print a new API token for the person with this e-mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address, the token's purpose and validity."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="what it is for")
        parser.add_argument("--days", type=int, help="how long it works; without, until it is revoked")
        parser.add_argument("--only-reads", action="store_true", help="it changes nothing")

    def handle(self, *args: Any, email: str, **options: Any) -> str:
        """Return the token's text; raise ``CommandError`` if nobody has the address."""
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Nobody here has the e-mail address {email}. Sign up first, then try again.")
        return issue_token(user, options["name"], options["days"], options["only_reads"])[1]
