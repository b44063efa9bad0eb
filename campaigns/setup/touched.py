"""Which articles of a campaign are untouched: nobody has got them or highlighted in them yet."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotate.enums import LayerKind
from annotate.models import Annotation, Layer
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle

KEYED = (Purpose.PRACTICE, Purpose.CONTROL)


def touched(articles: QuerySet[CampaignArticle]) -> QuerySet[CampaignArticle]:
    """Return those that somebody has got, or has highlighted in."""
    handed_out = ArticleAssignment.objects.filter(article=OuterRef("pk")).exclude(
        state=AssignmentState.PLANNED
    )
    annotated = Layer.objects.filter(round=OuterRef("round"), kind=LayerKind.READER)
    return articles.filter(Exists(handed_out) | Exists(annotated))


def has_begun(campaign: Campaign) -> bool:
    """Return whether anybody has got one of the articles, or has highlighted in one."""
    return touched(campaign.articles.all()).exists()


def with_key(articles: QuerySet[CampaignArticle]) -> QuerySet[CampaignArticle]:
    """Return the articles, each with ``has_key``: whether its answer key has an answer."""
    answers = Annotation.objects.filter(
        layer__round=OuterRef("round"), layer__kind=LayerKind.KEY, deleted=False
    )
    return articles.annotate(has_key=Exists(answers))


def without_key(articles: QuerySet[CampaignArticle]) -> QuerySet[CampaignArticle]:
    """Return the practice and control articles whose answer key has no answer."""
    return with_key(articles).filter(Q(purpose__in=KEYED), has_key=False)
