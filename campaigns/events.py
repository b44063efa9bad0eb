"""The campaign's own append-only log, beside the change logs of its rounds."""

from typing import Any

from campaigns.models import Campaign, CampaignEvent
from people.models import User

CREATED, SET, MOVED = "campaign.created", "campaign.set", "campaign.moved"
PEOPLE_ADDED, PERSON_REMOVED = "people.added", "person.removed"
PERSON_EXCLUDED, PERSON_INCLUDED, PERSON_LET_IN = "person.excluded", "person.included", "person.let-in"
ATTEMPT_GIVEN = "person.attempt-given"
ARTICLES_ADDED, ARTICLES_REMOVED, PLAN_SET = "articles.added", "articles.removed", "plan.set"
RELEASED, REVEALED = "articles.released", "articles.revealed"
RELEASE_STARTED, REVEAL_STARTED = "articles.release-started", "articles.reveal-started"


def log_event(campaign: Campaign, actor: User | None, verb: str, **payload: Any) -> None:
    """Append an event within the transaction of what it records."""
    CampaignEvent.objects.create(campaign=campaign, actor=actor, verb=verb, payload=payload)
