"""Whether somebody may get the real articles of a campaign."""

from campaigns.models import CampaignParticipant
from campaigns.training.load import load_standing


def may_get_articles(participant: CampaignParticipant) -> bool:
    """Return whether they have passed, were let in, or there is nothing to practise with."""
    return participant.passed_at is not None or load_standing(participant).is_over
