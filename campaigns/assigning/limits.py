"""How many articles one person gets at most."""

from math import ceil

from django.db.models import Count

from annotate.models import Round
from campaigns.assigning.eligible import FOR_EVERYONE
from campaigns.enums import Distribution, Purpose
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant


def most_articles(campaign: Campaign) -> int | None:
    """Return how many articles one person gets at most, practice apart; None without a limit."""
    limits = [campaign.max_per_person] if campaign.max_per_person is not None else []
    if campaign.share_evenly and campaign.distribution == Distribution.SHARED:
        limits.append(even_share(campaign))
    return min(limits, default=None)


def even_share(campaign: Campaign) -> int:
    """Return what each person has to do, where people share the articles, so that all articles have what they need."""
    rows = CampaignArticle.objects.filter(campaign=campaign, round__in=Round.objects.all())
    numbers = rows.exclude(purpose=Purpose.PRACTICE).aggregate(
        everyone=Count("pk", filter=FOR_EVERYONE), shared=Count("pk", filter=~FOR_EVERYONE)
    )
    people = CampaignParticipant.objects.filter(campaign=campaign, removed_at=None).count()
    return int(numbers["everyone"]) + ceil(numbers["shared"] * campaign.per_article / max(people, 1))
