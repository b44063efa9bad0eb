"""A released campaign: three people, two articles with a hand-in of each, and one control article."""

from typing import Any

from django.utils import timezone

from annotate.rounds.releasing import release_round
from campaigns.enums import Purpose
from campaigns.models import ArticleAssignment, CampaignArticle
from people.models import User
from tests.campaigns.small import SmallCampaign, add_articles, hand_in, small_campaign, write_key


def hand_out_and_in(person: User, article: CampaignArticle, right: int) -> None:
    """Hand an article out to somebody, who highlights so many answers of the key and hands in."""
    article.round.participants.add(person)
    ArticleAssignment.objects.create(article=article, annotator=person, assigned_at=timezone.now())
    hand_in(person, article, right)


def released_campaign(articles: int = 2, release: bool = True, **settings: Any) -> SmallCampaign:
    """Create a campaign of which each person handed in all articles; the third finds less than the others."""
    small = small_campaign(people=3, articles=articles, **settings)
    [control] = add_articles(small.lead, small.campaign, 1, Purpose.CONTROL)
    write_key(small.lead, control)
    small.articles.append(control)
    for article in small.articles:
        for person, right in zip(small.people, (2, 2, 1), strict=True):
            hand_out_and_in(person, article, right)
        if release:
            release_round(small.lead, article.round)
    return small
