"""Add people to a campaign, and remove them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.change_log import lock_round
from annotate.models import Round
from campaigns.counting.recounting import lock_rounds, recount
from campaigns.counting.settling import lapse
from campaigns.enums import AssignmentState
from campaigns.events import PEOPLE_ADDED, PERSON_REMOVED, log_event
from campaigns.models import ArticleAssignment, Campaign, CampaignParticipant
from campaigns.setup.actions.settings import lock_campaign
from campaigns.setup.errors import CampaignSettingsError, check_not_archived
from people.models import User
from people.permissions import Permission, check_permission


@transaction.atomic
def add_participants(user: User, campaign: Campaign, people: Iterable[User]) -> int:
    """Let members of the team take part, also those who were removed before. Return how many did not until now."""
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    wanted = {person.pk: person for person in people}
    roles = dict(campaign.team.memberships.values_list("user", "role"))
    for person in wanted.values():
        if roles.get(person.pk) not in Permission.ANNOTATE.roles:
            message = _("“{name}” is not a member of this team who can annotate.")
            raise CampaignSettingsError(message.format(name=person.name))
    earlier = campaign.participants.filter(user__in=wanted)
    known = dict(earlier.values_list("user", "removed_at"))
    new = [pk for pk in wanted if pk not in known]
    back = [pk for pk, removed_at in known.items() if removed_at]
    CampaignParticipant.objects.bulk_create(
        CampaignParticipant(campaign=campaign, user=wanted[pk]) for pk in new
    )
    earlier.filter(removed_at__isnull=False).update(removed_at=None)
    _forget_taken_back(campaign, back)
    if new or back:
        log_event(campaign, user, PEOPLE_ADDED, people=new + back)
        recount(campaign)
    return len(new) + len(back)


def _forget_taken_back(campaign: Campaign, people: list[int]) -> None:
    """Let people who are back get again what was taken from them when they were removed."""
    theirs = ArticleAssignment.objects.filter(
        article__campaign=campaign, annotator__in=people, state=AssignmentState.LAPSED
    )
    has_it = Round.all_objects.filter(
        campaign_article=OuterRef("article"), participants=OuterRef("annotator")
    )
    theirs.filter(~Exists(has_it)).delete()


@transaction.atomic
def remove_participant(user: User, participant: CampaignParticipant) -> None:
    """Let somebody take part no longer: what they have not handed in goes to others. Idempotent.

    What they handed in stays and counts.
    """
    check_permission(user, Permission.MANAGE_CAMPAIGN, participant.campaign)
    check_not_archived(participant.campaign)
    remove_from_campaign(user, participant)


def remove_from_campaign(actor: User | None, participant: CampaignParticipant) -> None:
    """Do so in a transaction; the caller has checked that it is allowed."""
    campaign = participant.campaign
    CampaignParticipant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    removed = CampaignParticipant.objects.filter(pk=participant.pk, removed_at=None)
    if not removed.update(removed_at=timezone.now()):
        return
    lock_rounds(campaign)
    theirs = ArticleAssignment.objects.filter(article__campaign=campaign, annotator=participant.user_id)
    theirs.filter(state=AssignmentState.PLANNED).delete()
    open_ones = theirs.filter(state=AssignmentState.OPEN)
    for assignment in open_ones.select_related("article__campaign", "article__round"):
        _take_back(assignment, participant.user_id)
    log_event(campaign, actor, PERSON_REMOVED, person=participant.user_id)
    recount(campaign)


def _take_back(assignment: ArticleAssignment, person: int | None) -> None:
    """Give an open article to others. Highlights in it stay, as a draft that its author no longer sees."""
    lock_round(assignment.article.round)
    assignment.refresh_from_db(fields=["state"])
    if assignment.state == AssignmentState.OPEN:
        lapse(assignment, assignment.article)
        assignment.article.round.participants.remove(person)
