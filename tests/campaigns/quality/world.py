"""A released campaign: three people, two articles with a hand-in of each, and one control article."""

from annotate.rounds.releasing import release_round
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, CampaignArticle
from django.utils import timezone
from people.models import User
from tests.campaigns.small import SmallCampaign, add_articles, hand_in, small_campaign, write_key
from typing import Any


def counted(person: User, article: CampaignArticle, right: int) -> None:
    """Hand an article out to somebody, who highlights as much of the key and hands in."""
    article.round.participants.add(person)
    now = timezone.now()
    ArticleAssignment.objects.create(article=article, annotator=person, assigned_at=now)
    hand_in(person, article, right)
    article.assignments.filter(annotator=person).update(state=AssignmentState.COUNTED, handed_in_at=now)
    article.refresh_from_db()


def released_campaign(articles: int = 2, release: bool = True, **settings: Any) -> SmallCampaign:
    """Create a campaign of which each person handed in all articles; the third finds less than the others."""
    small = small_campaign(people=3, articles=articles, **settings)
    [control] = add_articles(small.lead, small.campaign, 1, Purpose.CONTROL)
    write_key(small.lead, control)
    small.articles.append(control)
    for article in small.articles:
        for person, right in zip(small.people, (2, 2, 1), strict=True):
            counted(person, article, right)
        CampaignArticle.objects.filter(pk=article.pk).update(counted=3)
        if release:
            release_round(small.lead, article.round)
    return small
