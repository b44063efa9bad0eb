"""Practise, try again, pass; let somebody in or give them one more attempt."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.annotations.actions import reopen_after_feedback
from annotate.change_log import lock_round
from campaigns.events import ATTEMPT_GIVEN, PERSON_LET_IN, log_event
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant, PracticeAttempt
from campaigns.training.keys import practice_articles
from campaigns.training.load import load_standing, load_standings
from campaigns.training.standing import PracticeResult, Standing, TrainingState
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from reports.feedback.actions import score_of
from web.errors import ProblemError


class NoPractice(ProblemError):
    """There is no practice article to go on with. The message says why."""

    status = 409
    code = "no-practice"


@transaction.atomic
def start_practice(user: User, campaign: Campaign) -> CampaignArticle:
    """Return the practice article to go on with: the one that ``user`` has open, else the next one, handed out to them.

    Idempotent. Raise NoPractice if there is none, PermissionRefused for those who do not take part.
    """
    participant = _lock_own(user, campaign)
    standing = load_standing(participant)
    result = standing.next_result
    if standing.is_over or result is None:
        raise NoPractice(_reason(standing))
    article = practice_articles(campaign).get(pk=result.article)
    if not result.begun:
        _check_running(participant.campaign)
        lock_round(article.round)
        article.round.participants.add(user)
    return article


@transaction.atomic
def try_again(user: User, campaign: Campaign, pk: int) -> CampaignArticle:
    """Reopen a practice article that ``user`` has handed in, with their highlights, and return it. Idempotent.

    Raise NoPractice if they have no attempts left or have passed, Http404 if they never had it.
    """
    participant = _lock_own(user, campaign)
    article = practice_articles(campaign).filter(pk=pk, round__participants=user).first()
    if article is None:
        raise Http404(_("This page does not exist, or you do not have access to it."))
    standing = load_standing(participant)
    result = _result_of(standing, article)
    if not result.is_open:
        _check_running(participant.campaign)
        if not standing.may_try_again(result):
            raise NoPractice(_reason(standing))
        reopen_after_feedback(user, article.round)
    return article


def record_attempt(article: CampaignArticle, annotator: User) -> None:
    """Store the score of a practice article that was just handed in. Its round is locked."""
    number = PracticeAttempt.objects.filter(article=article, annotator=annotator).count() + 1
    result = score_of(annotator, article.round)
    PracticeAttempt.objects.create(
        article=article,
        annotator=annotator,
        number=number,
        score=result.score if result.answers else None,
    )


def check_may_reopen(article: CampaignArticle, annotator: User) -> None:
    """Raise NoPractice if a practice article that is being withdrawn could not be handed in again."""
    participant = CampaignParticipant.objects.filter(campaign=article.campaign, user=annotator).first()
    standing = load_standing(participant) if participant else None
    if standing and (standing.is_over or not standing.attempts_left(_result_of(standing, article))):
        raise NoPractice(_reason(standing))


@transaction.atomic
def record_passes(campaign: Campaign, user: User | None = None) -> None:
    """Note who has passed, of all or of one: call it when something changes that decides about it."""
    people = campaign.participants.select_for_update().filter(passed_at=None, removed_at=None)
    people = list(people.filter(user=user) if user else people.order_by("pk"))
    for pk, standing in load_standings(campaign, people).items():
        if standing.reaches_pass_mark:
            CampaignParticipant.objects.filter(pk=pk).update(passed_at=timezone.now())


@transaction.atomic
def let_in(user: User, campaign: Campaign, person: int) -> None:
    """Let somebody get real articles although they have not passed. Idempotent."""
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    participant = _lock_participant(campaign, person)
    if load_standing(participant).is_over:
        return
    participant.passed_at, participant.let_in_by = timezone.now(), user
    participant.save(update_fields=["passed_at", "let_in_by"])
    log_event(campaign, user, PERSON_LET_IN, person=person)


@transaction.atomic
def give_attempt(user: User, campaign: Campaign, person: int) -> None:
    """Let somebody who has used all attempts hand in each practice article once more.

    Idempotent: who still has attempts gets no more.
    """
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    participant = _lock_participant(campaign, person)
    if load_standing(participant).state != TrainingState.WAITING:
        return
    participant.extra_attempts += 1
    participant.save(update_fields=["extra_attempts"])
    log_event(campaign, user, ATTEMPT_GIVEN, person=person)


def _lock_own(user: User, campaign: Campaign) -> CampaignParticipant:
    check_permission(user, Permission.ANNOTATE, campaign)
    participant = _participants(campaign).filter(user=user).first()
    if participant is None:
        raise PermissionRefused(_("You do not take part in this campaign."))
    return participant


def _lock_participant(campaign: Campaign, person: int) -> CampaignParticipant:
    participant = _participants(campaign).filter(user__pk=person).first()
    if participant is None:
        raise Http404(_("This person does not take part in the campaign."))
    return participant


def _participants(campaign: Campaign) -> QuerySet[CampaignParticipant]:
    # Not by way of ``campaign``, which was read before the lock.
    return CampaignParticipant.objects.select_for_update().filter(campaign=campaign, removed_at=None)


def _result_of(standing: Standing, article: CampaignArticle) -> PracticeResult:
    results = (result for result in standing.results if result.article == article.pk)
    return next(results, PracticeResult(article.pk))


def _check_running(campaign: Campaign) -> None:
    if not campaign.is_running:
        raise NoPractice(_("The campaign is not running at the moment. Come back when it goes on."))


def _reason(standing: Standing) -> str:
    match standing.state:
        case TrainingState.NOT_NEEDED:
            return _("There are no practice articles. You can begin with the articles of the campaign.")
        case TrainingState.PASSED | TrainingState.LET_IN:
            return _("You have finished the training. You can begin with the articles of the campaign.")
        case TrainingState.WAITING:
            return _(
                "You have used all your attempts. The people who lead this campaign decide how you go on."
            )
    return _("You have handed in all practice articles. Try again the one where your score is lowest.")
