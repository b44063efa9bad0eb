"""What somebody has annotated in a campaign, and what they do next."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, F, QuerySet, Value, When

from annotate.models import Round
from campaigns.enums import AssignmentState, CampaignState, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignParticipant

HANDED_IN = (AssignmentState.COUNTED, AssignmentState.EXTRA)


class NextStep(StrEnum):
    """What an annotator does next: go on with the article they have, get the next one, or wait."""

    GO_ON = "go on"
    NEXT = "next"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class OwnWork:
    """How far somebody is. ``open`` is the article they have, ``handed_in`` the number of those they have done."""

    open: ArticleAssignment | None
    handed_in: int
    next: NextStep


def own_assignments(participant: CampaignParticipant) -> QuerySet[ArticleAssignment]:
    """Return the articles that somebody has or had, practice apart: those to go on with first, then the newest."""
    rows = ArticleAssignment.objects.filter(
        article__campaign=participant.campaign_id,
        annotator=participant.user_id,
        article__round__in=Round.objects.all(),
    )
    rows = rows.exclude(state=AssignmentState.PLANNED).exclude(article__purpose=Purpose.PRACTICE)
    not_done = Case(When(state__in=HANDED_IN, then=Value(1)), default=Value(0))
    return rows.select_related("article__round__text__article").order_by(
        not_done, F("handed_in_at").desc(nulls_first=True), "-assigned_at", "-pk"
    )


def own_work(campaign: Campaign, participant: CampaignParticipant) -> OwnWork:
    """Return how far somebody is, and what they do next."""
    rows = own_assignments(participant)
    open_ = rows.filter(state=AssignmentState.OPEN).order_by("assigned_at", "pk").first()
    return OwnWork(open_, rows.filter(state__in=HANDED_IN).count(), _next_step(campaign, open_))


def _next_step(campaign: Campaign, open_: ArticleAssignment | None) -> NextStep:
    if campaign.state == CampaignState.FINISHED or campaign.archived_at:
        return NextStep.FINISHED
    if open_:
        return NextStep.GO_ON
    return NextStep.NEXT if campaign.is_running else NextStep.PAUSED
