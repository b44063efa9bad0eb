"""Keep the counters of an article right: how many have it, how many hand-ins count, and since when it is complete.

The round of the article is locked.
"""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from annotate.enums import RoundState
from campaigns.counting.need import TAKEN, Need, Share, distribution_of
from campaigns.enums import AssignmentState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant

# What was released to leads never changes: later hand-ins are extra.
FINAL = (RoundState.RELEASED, RoundState.REVEALED)
BATCH = 500


def active_people(campaign: Campaign) -> set[int]:
    """Return the ids of those who take part now."""
    people = CampaignParticipant.objects.filter(campaign=campaign, removed_at=None, user__isnull=False)
    return set(people.values_list("user", flat=True))


def need_of(article: CampaignArticle, active: set[int]) -> Need:
    """Return whom an article needs, fetched with its campaign."""
    return Need(who_annotates(article), article.campaign.per_article, active)


def who_annotates(article: CampaignArticle) -> Distribution:
    """Return who annotates an article, fetched with its campaign."""
    distribution = Distribution(article.campaign.distribution)
    return distribution_of(distribution, Purpose(article.purpose), article.for_everyone)


def lapse(assignment: ArticleAssignment, article: CampaignArticle) -> None:
    """Free the slot of an open assignment of ``article``; who had it may still hand in."""
    assignment.state = AssignmentState.LAPSED
    assignment.save(update_fields=["state"])
    settle(article)


def in_order_of_hand_in(assignments: Iterable[ArticleAssignment]) -> list[ArticleAssignment]:
    """Return assignments in the order in which they were handed in; those that were not come last."""
    return sorted(assignments, key=lambda one: (one.handed_in_at is None, one.handed_in_at, one.pk))


def settle(article: CampaignArticle, rows: Iterable[ArticleAssignment] | None = None) -> None:
    """Bring the assignments and counters of an article up to date. It was fetched with its campaign and round.

    ``rows`` are its assignments, if they are read.
    """
    rows = in_order_of_hand_in(ArticleAssignment.objects.filter(article=article) if rows is None else rows)
    # Of articles that a number of people share, who takes part decides only whether something extra takes a slot.
    is_shared = who_annotates(article) == Distribution.SHARED
    has_extra = any(row.state == AssignmentState.EXTRA for row in rows)
    active = active_people(article.campaign) if has_extra or not is_shared else set()
    for row in settle_rows(article, rows, need_of(article, active)):
        row.save(update_fields=["state"])
    article.save(update_fields=["taken", "counted", "completed_at"])


def settle_rows(
    article: CampaignArticle, rows: Sequence[ArticleAssignment], need: Need
) -> list[ArticleAssignment]:
    """Set counters and states, given in order of hand-in, without saving them; return the assignments that changed."""
    shares = [Share(row.annotator_id, AssignmentState(row.state)) for row in rows]
    changed = []
    if article.round.state not in FINAL:
        shares = need.settle(shares)
        for row, share in zip(rows, shares, strict=True):
            if row.state != share.state:
                row.state = share.state
                changed.append(row)
        complete = article.purpose != Purpose.PRACTICE and need.is_complete(shares)
        article.completed_at = (article.completed_at or timezone.now()) if complete else None
    article.taken = sum(share.state in TAKEN for share in shares)
    article.counted = sum(share.state == AssignmentState.COUNTED for share in shares)
    return changed
