"""Which practice articles are in use: those without an answer key are not."""

from django.db.models import QuerySet

from annotate.access import key_has_answer
from campaigns.access import articles_of
from campaigns.enums import Purpose
from campaigns.models import Campaign, CampaignArticle


def practice_articles(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the practice articles that are in use, in their order."""
    return articles_of(campaign).filter(key_has_answer("round"), purpose=Purpose.PRACTICE)
