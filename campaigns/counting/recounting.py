"""Count all articles of a campaign anew, after its settings, its people or its plan have changed."""

from collections import defaultdict

from django.db import transaction

from annotate.models import Round
from campaigns.counting.settling import BATCH, active_people, in_order_of_hand_in, need_of, settle_rows
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle

COUNTERS = ("taken", "counted", "completed_at")


def lock_rounds(campaign: Campaign) -> None:
    """Lock the rounds of all articles, always in the same order: nobody then waits for somebody who waits for them.

    Call it before anything else of an article or round is locked or changed, and after people are locked.
    """
    rounds = Round.all_objects.filter(campaign_article__campaign=campaign).order_by("pk")
    list(rounds.select_for_update(of=("self",)).values_list("pk"))


@transaction.atomic
def recount(campaign: Campaign) -> None:
    """Settle which hand-ins count, and which articles are complete, in the transaction of what has changed.

    It locks the rounds of all articles: lock people before.
    """
    lock_rounds(campaign)
    by_article = defaultdict(list)
    for row in ArticleAssignment.objects.filter(article__campaign=campaign):
        by_article[row.article_id].append(row)
    active = active_people(campaign)
    changed_rows, changed_articles = [], []
    for article in CampaignArticle.objects.filter(campaign=campaign).select_related("campaign", "round"):
        before = [getattr(article, name) for name in COUNTERS]
        rows = in_order_of_hand_in(by_article[article.pk])
        changed_rows += settle_rows(article, rows, need_of(article, active))
        if before != [getattr(article, name) for name in COUNTERS]:
            changed_articles.append(article)
    ArticleAssignment.objects.bulk_update(changed_rows, ["state"], BATCH)
    CampaignArticle.objects.bulk_update(changed_articles, COUNTERS, BATCH)
