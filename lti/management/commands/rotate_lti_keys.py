"""manage.py rotate_lti_keys: create a new key for what the site sends to learning platforms."""

from typing import Any

from django.core.management.base import BaseCommand

from lti.security.keys import rotate_keys


class Command(BaseCommand):
    """Platforms find all keys at lti/keys/. The key that is replaced stays there until they need it no more."""

    help = "Create a signing key for learning platforms, which signs an hour later and replaces the key before it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the key."""
        key = rotate_keys()
        self.stdout.write(
            f"Key {key.kid} is published now and signs from an hour later on. "
            "The key before it is deleted a day from now."
        )
