"""Which practice and control articles have no answer key yet: a campaign does not start with any."""

from django.db.models import QuerySet

from annotate.access import key_has_answer
from campaigns.access import articles_of
from campaigns.enums import Purpose
from campaigns.models import Campaign, CampaignArticle

NEED_KEY = (Purpose.PRACTICE, Purpose.CONTROL)


def articles_without_key(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the practice and control articles whose answer key has no answer, in their order."""
    return articles_of(campaign).filter(~key_has_answer("round"), purpose__in=NEED_KEY)
