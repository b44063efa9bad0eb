"""How people who come from a learning platform stay signed in: as long as the platform is registered."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from people.models import User

PLATFORM_BACKEND = "lti.embedding.backends.PlatformBackend"


class PlatformBackend(BaseBackend):
    """The backend of their sessions, in frames and in tabs."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the user of a session, or None if no registered platform knows them any more.

        Nor may one sign in an administrator of this site, also if they have become that since.
        """
        known = User.objects.filter(pk=user_id, is_active=True, is_staff=False, lti_accounts__isnull=False)
        return known.distinct().first()
