"""Which articles somebody may get, what is needed most first."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
)

from annotate.access import key_has_answer, worked_since
from annotate.enums import RoundState
from annotate.models import Round
from campaigns.enums import ArticleOrder, AssignmentState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant

# Those of a shared campaign that everyone annotates: see ``counting.need.distribution_of``.
FOR_EVERYONE = Q(for_everyone=True) | Q(purpose=Purpose.CONTROL)
# Open to annotators.
WORKABLE = Q(round__state=RoundState.OPEN, round__deleted_at=None, round__text__article__deleted_at=None)
# Nothing can be told from a control article without an answer key.
USABLE = {
    Purpose.ORDINARY: Q(purpose=Purpose.ORDINARY),
    Purpose.CONTROL: Q(key_has_answer("round"), purpose=Purpose.CONTROL),
}
WORKABLE_ASSIGNMENT = Q(
    article__round__state=RoundState.OPEN,
    article__round__deleted_at=None,
    article__round__text__article__deleted_at=None,
) & ~Q(article__purpose=Purpose.PRACTICE)


def received(participant: CampaignParticipant) -> QuerySet[ArticleAssignment]:
    """Return what the participant has got so far, practice apart."""
    mine = ArticleAssignment.objects.filter(
        annotator=participant.user_id, article__campaign=participant.campaign_id
    )
    return mine.exclude(state=AssignmentState.PLANNED).exclude(article__purpose=Purpose.PRACTICE)


def present(assignments: QuerySet[ArticleAssignment]) -> QuerySet[ArticleAssignment]:
    """Return the assignments whose article is not in the bin: others count for no maximum."""
    return assignments.filter(article__round__in=Round.objects.all())


def abandoned(campaign: Campaign, now: datetime) -> QuerySet[ArticleAssignment]:
    """Return open assignments that may go to somebody else.

    Nothing was done for too long, or the person has left the campaign.
    """
    since = now - campaign.lapse_after
    idle = Q(assigned_at__lt=since) & ~worked_since("article__round", "annotator", since)
    return _open(campaign).filter(_has_left(campaign) | idle).order_by("assigned_at", "pk")


def _open(campaign: Campaign) -> QuerySet[ArticleAssignment]:
    return ArticleAssignment.objects.filter(article__campaign=campaign, state=AssignmentState.OPEN)


def _has_left(campaign: Campaign) -> Exists:
    active = CampaignParticipant.objects.filter(
        campaign=campaign, removed_at=None, user=OuterRef("annotator")
    )
    return ~Exists(active)


def _may_be_abandoned(campaign: Campaign, now: datetime) -> bool:
    """Return whether somebody may have abandoned an article that nobody else can get meanwhile: a quick look."""
    full = _open(campaign).filter(article__completed_at=None, article__taken__gte=campaign.per_article)
    return full.filter(Q(assigned_at__lt=now - campaign.lapse_after) | _has_left(campaign)).exists()


def not_received(participant: CampaignParticipant, *purposes: Purpose) -> QuerySet[CampaignArticle]:
    """Return the articles that can be worked on and that the participant never got; without ``purposes``, of both."""
    mine = ArticleAssignment.objects.filter(article=OuterRef("pk"), annotator=participant.user_id)
    usable = reduce(or_, (USABLE[purpose] for purpose in purposes or USABLE))
    rows = CampaignArticle.objects.filter(WORKABLE, usable, campaign=participant.campaign_id)
    return rows.filter(~Exists(mine.exclude(state=AssignmentState.PLANNED)))


def eligible(
    participant: CampaignParticipant, campaign: Campaign, now: datetime, *purposes: Purpose
) -> QuerySet[CampaignArticle]:
    """Return the articles that the participant may get now; without ``purposes``, ordinary and control articles."""
    rows = not_received(participant, *purposes).filter(completed_at=None)
    match campaign.distribution:
        case Distribution.PLANNED:
            planned = ArticleAssignment.objects.filter(article=OuterRef("pk"), annotator=participant.user_id)
            return rows.filter(Exists(planned))
        case Distribution.EVERYONE:
            return rows
    free = FOR_EVERYONE | Q(taken__lt=campaign.per_article)
    if _may_be_abandoned(campaign, now):
        free |= Exists(abandoned(campaign, now).filter(article=OuterRef("pk")))
    return rows.filter(free)


def by_need(
    rows: QuerySet[CampaignArticle], participant: CampaignParticipant, campaign: Campaign
) -> tuple[QuerySet[CampaignArticle], ...]:
    """Return eligible articles in their order, in parts that are asked for one after the other.

    Where a number of people share the articles, those that were begun come first, among them those with most hand-ins.
    Then the order of the campaign decides. Of the untouched ones, which are many, the database reads only the first.
    """
    order = _order(participant, campaign)
    if campaign.distribution != Distribution.SHARED:
        return (rows.order_by(*order),)
    hand_ins = Case(When(FOR_EVERYONE, then=0), default=F("counted"), output_field=IntegerField())
    begun = FOR_EVERYONE | Q(taken__gt=0)
    return rows.filter(begun).order_by(hand_ins.desc(), *order), rows.filter(taken=0).order_by(*order)


def taken_by_others(participant: CampaignParticipant, campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the shared articles that the participant could get if one of those who have them gave it back."""
    if campaign.distribution != Distribution.SHARED:
        return CampaignArticle.objects.none()
    return not_received(participant).filter(completed_at=None)


def _order(participant: CampaignParticipant, campaign: Campaign) -> tuple[object, ...]:
    """Return the order among articles that are needed equally: as listed, or in a random one from one’s own start."""
    if campaign.order == ArticleOrder.FIXED:
        return "position", "pk"
    before = Case(When(rank__gte=participant.start_rank, then=0), default=1, output_field=IntegerField())
    return before, "rank", "pk"
