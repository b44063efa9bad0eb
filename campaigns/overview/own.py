"""What somebody has annotated in a campaign, and what they do next."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone

from annotate.models import Round
from campaigns.assigning.actions import check_may_get, open_assignment
from campaigns.assigning.eligible import eligible, present, received, taken_by_others
from campaigns.assigning.errors import NoArticle
from campaigns.assigning.limits import most_articles
from campaigns.counting.need import HANDED_IN
from campaigns.enums import AssignmentState, CampaignState, Distribution
from campaigns.models import ArticleAssignment, Campaign, CampaignParticipant
from people.models import User

PRACTICE_FIRST = "practice-first"


class NextStep(StrEnum):
    """What an annotator does next: go on with their article, practise, get the next one, or nothing for now."""

    GO_ON = "go on"
    PRACTISE = "practise"
    NEXT = "next"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class OwnWork:
    """How far somebody is. ``open`` is the article they have; ``reason`` says why they get none.

    ``left`` is how many articles they still have to do, with the open one; None if that depends on others.
    """

    open: ArticleAssignment | None
    handed_in: int
    left: int | None
    next: NextStep
    reason: NoArticle | None

    @property
    def all(self) -> int:
        """Return how many articles they do in all, as far as one can tell."""
        return self.handed_in + (self.left or 0)


def own_assignments(participant: CampaignParticipant) -> QuerySet[ArticleAssignment]:
    """Return the articles that somebody has or had, practice apart: those to go on with first, then the newest."""
    rows = received(participant).filter(article__round__in=Round.objects.all())
    not_done = Case(When(state__in=HANDED_IN, then=Value(1)), default=Value(0))
    return rows.select_related("article__round__text__article").order_by(
        not_done, F("handed_in_at").desc(nulls_first=True), "-assigned_at", "-pk"
    )


def own_work(user: User, campaign: Campaign, participant: CampaignParticipant) -> OwnWork:
    """Return how far somebody is, and what they do next."""
    over = campaign.state == CampaignState.FINISHED or campaign.is_archived
    open_ = None if over else open_assignment(user, campaign)
    reason = None if open_ else reason_for_none(campaign, participant)
    return OwnWork(
        open_,
        received(participant).filter(state__in=HANDED_IN).count(),
        None if over else _left(campaign, participant, bool(open_)),
        _next_step(open_, reason),
        reason,
    )


def reason_for_none(campaign: Campaign, participant: CampaignParticipant) -> NoArticle | None:
    """Return why somebody would get no article now; None if there is one."""
    try:
        check_may_get(participant, campaign)
    except NoArticle as reason:
        return reason
    if eligible(participant, campaign, timezone.now()).exists():
        return None
    return NoArticle("all-taken" if taken_by_others(participant, campaign).exists() else "nothing-left")


def _next_step(open_: ArticleAssignment | None, reason: NoArticle | None) -> NextStep:
    if open_:
        return NextStep.GO_ON
    if reason:
        return NextStep.PRACTISE if reason.code == PRACTICE_FIRST else NextStep.NOTHING
    return NextStep.NEXT


def _left(campaign: Campaign, participant: CampaignParticipant, has_one: bool) -> int | None:
    most = most_articles(campaign)
    if most is None and campaign.distribution == Distribution.SHARED:
        return None
    possible = eligible(participant, campaign, timezone.now()).count() + has_one
    if most is None:
        return possible
    held = present(received(participant)).filter(state__in=(*HANDED_IN, AssignmentState.OPEN)).count()
    return min(possible, max(0, most - held) + has_one)
