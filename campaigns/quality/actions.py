"""Leaving somebody's work out of a campaign's figures, and counting it again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.events import PERSON_EXCLUDED, PERSON_INCLUDED, log_event
from campaigns.models import CampaignParticipant
from people.models import User
from people.permissions import Permission, check_permission


def exclude_person(user: User, participant: CampaignParticipant) -> None:
    """Leave somebody's work out of the campaign's figures; it stays in its articles. Idempotent."""
    _set_excluded(user, participant, timezone.now(), PERSON_EXCLUDED)


def include_person(user: User, participant: CampaignParticipant) -> None:
    """Count somebody's work again in the campaign's figures. Idempotent."""
    _set_excluded(user, participant, None, PERSON_INCLUDED)


@transaction.atomic
def _set_excluded(user: User, participant: CampaignParticipant, time: datetime | None, verb: str) -> None:
    check_permission(user, Permission.MANAGE_CAMPAIGN, participant.campaign)
    locked = CampaignParticipant.objects.select_for_update().get(pk=participant.pk)
    if bool(locked.excluded_at) == bool(time):
        return
    participant.excluded_at = locked.excluded_at = time
    locked.save(update_fields=["excluded_at"])
    log_event(participant.campaign, user, verb, participant=participant.pk)
