"""Whether somebody may get the real articles of a campaign."""

from campaigns.enums import Purpose
from campaigns.models import CampaignArticle, CampaignParticipant
from campaigns.training.load import load_standing


def may_get_articles(participant: CampaignParticipant) -> bool:
    """Return whether they have passed, were let in, or there is nothing to practise with."""
    if participant.passed_at is not None:
        return True
    practice = CampaignArticle.objects.filter(campaign=participant.campaign_id, purpose=Purpose.PRACTICE)
    return not practice.exists() or load_standing(participant).is_over
