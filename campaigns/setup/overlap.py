"""Which articles of a campaign everyone annotates: a random part of them, which stays when others are added."""

from campaigns.batches import batches
from campaigns.enums import Distribution, Purpose
from campaigns.models import Campaign, CampaignArticle


def choose_overlap(campaign: Campaign) -> None:
    """Make ``overlap_percent`` of the ordinary articles ``for_everyone``, by their rank. The campaign is locked.

    Articles that are for everyone stay so unless there are too many, so that adding articles changes none of them.
    The caller counts the campaign anew.
    """
    ordinary = CampaignArticle.objects.filter(campaign=campaign, purpose=Purpose.ORDINARY).order_by(
        "rank", "pk"
    )
    CampaignArticle.objects.filter(campaign=campaign, for_everyone=True).exclude(
        purpose=Purpose.ORDINARY
    ).update(for_everyone=False)
    wanted = overlap_size(campaign, ordinary.count())
    chosen = list(ordinary.filter(for_everyone=True).values_list("pk", flat=True))
    surplus = chosen[wanted:]
    missing = max(wanted - len(chosen), 0)
    new = list(ordinary.filter(for_everyone=False).values_list("pk", flat=True)[:missing])
    _set(surplus, False)
    _set(new, True)


def overlap_size(campaign: Campaign, articles: int) -> int:
    """Return how many of ``articles`` everyone annotates: at least one if there is any overlap."""
    if campaign.distribution != Distribution.SHARED or not campaign.overlap_percent or not articles:
        return 0
    return max(1, round(articles * campaign.overlap_percent / 100))


def _set(articles: list[int], for_everyone: bool) -> None:
    for batch in batches(articles):
        CampaignArticle.objects.filter(pk__in=batch).update(for_everyone=for_everyone)
