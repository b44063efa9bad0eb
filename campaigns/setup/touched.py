"""Which articles of a campaign are untouched: nobody has got them or highlighted in them yet."""

from django.db.models import Exists, OuterRef, QuerySet

from annotate.enums import LayerKind
from annotate.models import Layer
from campaigns.enums import AssignmentState
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle


def with_touched(articles: QuerySet[CampaignArticle]) -> QuerySet[CampaignArticle]:
    """Return the articles, each with ``touched``: whether somebody has got it, or has highlighted in it."""
    handed_out = ArticleAssignment.objects.filter(article=OuterRef("pk")).exclude(
        state=AssignmentState.PLANNED
    )
    annotated = Layer.objects.filter(round=OuterRef("round"), kind=LayerKind.READER)
    return articles.annotate(touched=Exists(handed_out) | Exists(annotated))


def any_touched(articles: QuerySet[CampaignArticle]) -> bool:
    """Return whether somebody has got one of the articles, or has highlighted in one."""
    return bool(with_touched(articles).filter(touched=True).exists())


def has_begun(campaign: Campaign) -> bool:
    """Return whether anybody has got one of the campaign's articles, or has highlighted in one."""
    return any_touched(CampaignArticle.objects.filter(campaign=campaign))


def has_fixed_tags(campaign: Campaign) -> bool:
    """Return whether somebody has annotated or written an answer key, so that the codebook stays."""
    return Layer.objects.filter(round__campaign_article__campaign=campaign).exists()
