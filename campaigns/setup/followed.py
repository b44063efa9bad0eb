"""Campaigns follow what happens to the members of their team: leaving, other roles, erasing, personal data."""

from typing import Any

from django.db import transaction

from campaigns.setup.personal_data import (
    SECTION,
    campaign_data,
    erase_from_campaigns,
    leave_campaigns,
    lock_participations,
)
from people.models import Team, User
from people.permissions import Permission
from people.personal_data import register_personal_data
from people.signals import membership_changed, person_erased, person_will_be_erased


def connect() -> None:
    """Start to follow."""
    membership_changed.connect(_leave)
    person_will_be_erased.connect(_lock)
    person_erased.connect(_forget)
    register_personal_data(SECTION, campaign_data)


@transaction.atomic
def _leave(team: Team, person: User, **_signal: Any) -> None:
    if not team.memberships.filter(user=person, role__in=Permission.ANNOTATE.roles).exists():
        leave_campaigns(team, person)


def _lock(team: Team, person: User, **_signal: Any) -> None:
    lock_participations(team, person)


def _forget(team: Team, person: User, keep_annotations: bool, **_signal: Any) -> None:
    erase_from_campaigns(team, person, keep_annotations)
