"""Hand out the next article, and give one back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.change_log import lock_round
from annotate.enums import RoundState
from campaigns.assigning.controls import is_control_due
from campaigns.assigning.eligible import (
    WORKABLE_ASSIGNMENT,
    abandoned,
    by_need,
    eligible,
    present,
    received,
    taken_by_others,
)
from campaigns.assigning.errors import AlreadyHandedIn, NoArticle
from campaigns.assigning.limits import most_articles
from campaigns.counting.settling import lapse, who_annotates
from campaigns.enums import AssignmentState, CampaignState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
from campaigns.training.gate import may_get_articles
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission

LAPSED = AssignmentState.LAPSED
# What decides who may get an article: if it changes meanwhile, the choice is made again.
DECISIVE = ("state", "distribution", "per_article")
# What is read of an article once its round is locked.
CURRENT = (
    *(f"campaign__{name}" for name in DECISIVE),
    "purpose", "for_everyone", "taken", "counted", "completed_at",
    "round__state", "round__deleted_at", "round__text__article__title",
)  # fmt: skip


def next_article(user: User, campaign: Campaign) -> ArticleAssignment:
    """Return the article that ``user`` is to annotate next; whoever has an open one gets it again.

    Raise NoArticle, which says why there is none, or PermissionRefused for people who do not take part.
    """
    check_permission(user, Permission.ANNOTATE, campaign)
    while True:
        # A transaction an attempt: whoever finds that somebody else was faster holds no lock while trying again.
        with transaction.atomic():
            if assignment := _attempt(user, campaign):
                return assignment


@transaction.atomic
def give_back(user: User, assignment: ArticleAssignment) -> None:
    """Give an open article back, one's own or as a lead somebody's, so that it can go to somebody else. Idempotent.

    The highlights stay as a draft, which can still be handed in. Raise AlreadyHandedIn if it is handed in.
    """
    own = assignment.annotator_id == user.pk
    campaign = assignment.article.campaign
    check_permission(user, Permission.ANNOTATE if own else Permission.MANAGE_CAMPAIGN, campaign)
    lock_round(assignment.article.round)
    assignment.refresh_from_db()
    if assignment.state == AssignmentState.OPEN:
        lapse(assignment, assignment.article)
    elif assignment.state != AssignmentState.LAPSED:
        raise AlreadyHandedIn


def _attempt(user: User, campaign: Campaign) -> ArticleAssignment | None:
    """Return an assignment; None if somebody else was faster."""
    participant = _lock_participant(user, campaign)
    campaign, now = participant.campaign, timezone.now()
    if assignment := open_assignment(user, campaign):
        return assignment
    check_may_get(participant, campaign)
    for purpose in _purposes(participant, campaign):
        rows = eligible(participant, campaign, now, purpose)
        if article := _first_unlocked(by_need(rows, participant, campaign)):
            return _hand_out(participant, campaign, article, now)
    raise NoArticle("all-taken" if taken_by_others(participant, campaign).exists() else "nothing-left")


def _lock_participant(user: User, campaign: Campaign) -> CampaignParticipant:
    """Return the participation with the campaign as it is now. Its lock keeps somebody from getting two articles."""
    people = CampaignParticipant.objects.filter(campaign=campaign, user=user, removed_at=None)
    participant = people.select_for_update(of=("self",)).select_related("campaign__team").first()
    if participant is None:
        raise PermissionRefused(_("You do not take part in this campaign."))
    return participant


def open_assignment(user: User, campaign: Campaign) -> ArticleAssignment | None:
    """Return the article that ``user`` has and can work on; the first one if they withdrew another hand-in."""
    mine = ArticleAssignment.objects.filter(
        WORKABLE_ASSIGNMENT, annotator=user, article__campaign=campaign, state=AssignmentState.OPEN
    )
    rows = mine.select_related("article__round__text__article").order_by("assigned_at", "pk")
    return rows.only("state", "annotator", "assigned_at", "article__round__text__article__title").first()


def check_may_get(participant: CampaignParticipant, campaign: Campaign) -> None:
    """Raise NoArticle unless the participant may get another article now."""
    if not campaign.is_running:
        codes = {CampaignState.DRAFT: "not-started", CampaignState.PAUSED: "paused"}
        code = codes.get(CampaignState(campaign.state), "finished")
        raise NoArticle("archived" if campaign.is_archived else code)
    if not may_get_articles(participant):
        raise NoArticle("practice-first")
    most = most_articles(campaign)
    if most is not None and present(received(participant)).exclude(state=LAPSED).count() >= most:
        raise NoArticle("maximum")


def _purposes(participant: CampaignParticipant, campaign: Campaign) -> tuple[Purpose, ...]:
    """Return whether the participant is to get an ordinary article or a control article, and what if there is none."""
    if not CampaignArticle.objects.filter(campaign=campaign, purpose=Purpose.CONTROL).exists():
        return (Purpose.ORDINARY,)
    rows = received(participant).order_by("assigned_at", "pk")
    purposes = list(rows.values_list("article__purpose", flat=True))
    due = is_control_due(len(purposes), campaign.control_every, participant.start_rank)
    if due and purposes[-1:] != [Purpose.CONTROL]:
        return Purpose.CONTROL, Purpose.ORDINARY
    return Purpose.ORDINARY, Purpose.CONTROL


def _first_unlocked(parts: Sequence[QuerySet[CampaignArticle]]) -> CampaignArticle | None:
    """Lock and return the first article whose round nobody holds, else the first one once it is released."""
    for skip_locked in (True, False):
        for rows in parts:
            locking = rows.select_for_update(of=("round",), skip_locked=skip_locked)
            if (
                article := locking.select_related("round")
                .only("purpose", "for_everyone", "round__id")
                .first()
            ):
                return article
    return None


def _hand_out(
    participant: CampaignParticipant, campaign: Campaign, article: CampaignArticle, now: datetime
) -> ArticleAssignment | None:
    """Return the assignment of an article whose round is locked; None if it is no longer free."""
    rows = CampaignArticle.objects.select_related("campaign", "round__text__article").only(*CURRENT)
    current = rows.filter(pk=article.pk).first()
    if current is None or not _is_as_chosen(participant, campaign, article, current):
        transaction.set_rollback(True)
        return None
    if who_annotates(current) == Distribution.SHARED and current.taken >= campaign.per_article:
        if unused := abandoned(campaign, now).filter(article=current).first():
            lapse(unused, current)
        if current.taken >= campaign.per_article:
            # A late hand-in has taken the slot.
            return None
    return _assign(participant, current, now)


def _is_as_chosen(
    participant: CampaignParticipant, campaign: Campaign, chosen: CampaignArticle, current: CampaignArticle
) -> bool:
    """Return whether what made the participant eligible for an article is the same now that its round is locked."""
    same_settings = all(getattr(current.campaign, name) == getattr(campaign, name) for name in DECISIVE)
    same_article = (current.purpose, current.for_everyone) == (chosen.purpose, chosen.for_everyone)
    is_open = current.round.state == RoundState.OPEN and not current.round.deleted_at
    if not (same_settings and same_article and is_open) or current.completed_at:
        return False
    if campaign.distribution != Distribution.PLANNED:
        return True
    planned = ArticleAssignment.objects.filter(article=current, annotator=participant.user_id)
    return planned.exists()


def _assign(participant: CampaignParticipant, article: CampaignArticle, now: datetime) -> ArticleAssignment:
    article.round.participants.add(participant.user_id)
    assignment = ArticleAssignment(article=article, annotator_id=participant.user_id, assigned_at=now)
    # It replaces one that was planned.
    ArticleAssignment.objects.bulk_create(
        [assignment],
        update_conflicts=True,
        unique_fields=["article", "annotator"],
        update_fields=["state", "assigned_at"],
    )
    article.taken += 1
    article.save(update_fields=["taken"])
    return assignment
