"""Which practice and control articles have an answer key: without one they are not used."""

from django.db.models import QuerySet

from annotate.access import key_has_answer
from campaigns.access import articles_of
from campaigns.enums import Purpose
from campaigns.models import Campaign, CampaignArticle

NEED_KEY = (Purpose.PRACTICE, Purpose.CONTROL)


def articles_without_key(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the practice and control articles that cannot be used yet; a campaign does not start with any."""
    return articles_of(campaign).filter(~key_has_answer("round"), purpose__in=NEED_KEY)


def practice_articles(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the practice articles that are in use, in their order."""
    return articles_of(campaign).filter(key_has_answer("round"), purpose=Purpose.PRACTICE)
