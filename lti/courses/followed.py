"""What the site does with people from platforms is followed here: their names."""

from typing import Any

from lti.models import PlatformAccount
from people.models import User
from people.signals import person_renamed


def connect() -> None:
    """Start to follow."""
    person_renamed.connect(_keep_chosen_name)


def _keep_chosen_name(person: User, **_signal: Any) -> None:
    """Do not replace a name that somebody has chosen here by the one that the platform sends."""
    PlatformAccount.objects.filter(user=person, name_from_platform=True).update(name_from_platform=False)
