"""How people who try the site without an account stay signed in: until their trial is over."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.utils import timezone

from people.models import User

TRIAL_BACKEND = "people.backends.TrialBackend"


class TrialBackend(BaseBackend):
    """The backend of their sessions. From the end of the trial on, such a session is nobody's."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the user of a session, or None once the trial is over."""
        return User.objects.filter(pk=user_id, is_active=True, trial_ends_at__gt=timezone.now()).first()
