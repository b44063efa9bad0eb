"""Start, pause, continue and finish a campaign, archive and restore it, and delete one that nobody has begun."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.change_log import append_change, lock_round
from annotate.enums import RoundState
from annotate.models import Round
from annotate.rounds.actions import MOVE, round_settings_json
from campaigns.counting.recounting import lock_rounds
from campaigns.enums import CampaignState
from campaigns.events import MOVED, log_event
from campaigns.models import Campaign
from campaigns.setup.actions.settings import lock_campaign
from campaigns.setup.errors import AlreadyBegun, NotReady, check_not_archived
from campaigns.setup.readiness import problems
from campaigns.setup.touched import has_begun
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from web.i18n.translate import translate

NEXT_STATES = {
    CampaignState.DRAFT: (CampaignState.RUNNING,),
    CampaignState.RUNNING: (CampaignState.PAUSED, CampaignState.FINISHED),
    CampaignState.PAUSED: (CampaignState.RUNNING, CampaignState.FINISHED),
    CampaignState.FINISHED: (CampaignState.RUNNING,),
}
STATE_LABELS = {
    CampaignState.DRAFT: N_("being set up"),
    CampaignState.RUNNING: N_("running"),
    CampaignState.PAUSED: N_("paused"),
    CampaignState.FINISHED: N_("finished"),
}


@transaction.atomic
def move_campaign(user: User, campaign: Campaign, state: CampaignState) -> None:
    """Start, pause, continue or finish a campaign. Idempotent.

    Raise ``NotReady`` if it cannot start yet, ``PermissionRefused`` if its state does not allow it.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    before = CampaignState(campaign.state)
    if state == before:
        return
    if state not in NEXT_STATES[before]:
        message = _("The state cannot change from “{state}” to “{wanted}”.")
        raise PermissionRefused(message.format(state=_(STATE_LABELS[before]), wanted=_(STATE_LABELS[state])))
    if state == CampaignState.RUNNING:
        _check_ready(campaign)
    campaign.state = state
    campaign.save(update_fields=["state"])
    log_event(campaign, user, MOVED, state=state)
    if state == CampaignState.FINISHED:
        # Whoever is just getting an article has it before the rounds are closed, or gets none.
        _lock_participants(campaign)
        _move_rounds(user, campaign, RoundState.OPEN, RoundState.CLOSED)
    elif before == CampaignState.FINISHED:
        _move_rounds(user, campaign, RoundState.CLOSED, RoundState.OPEN)


@transaction.atomic
def archive_campaign(user: User, campaign: Campaign) -> None:
    """Put a campaign into the archive: nothing is handed out, and nothing can be changed. Idempotent."""
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    if campaign.archived_at is None:
        _set_archived(user, campaign, True)


@transaction.atomic
def restore_campaign(user: User, campaign: Campaign) -> None:
    """Take a campaign out of the archive, in the state in which it was. Idempotent."""
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    if campaign.archived_at is not None:
        _set_archived(user, campaign, False)


@transaction.atomic
def delete_campaign(user: User, campaign: Campaign) -> None:
    """Delete a campaign for good, with the answer keys in it; the articles stay.

    Raise ``AlreadyBegun`` if anybody has got an article or highlighted in one.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    _lock_participants(campaign)
    lock_rounds(campaign)
    if has_begun(campaign):
        raise AlreadyBegun(_("People have begun to annotate in this campaign. Archive it instead."))
    Round.all_objects.filter(campaign_article__campaign=campaign).delete()
    campaign.delete()


def _lock_participants(campaign: Campaign) -> None:
    list(campaign.participants.select_for_update().order_by("pk").values_list("pk"))


def _check_ready(campaign: Campaign) -> None:
    blocking = [translate(problem.message) for problem in problems(campaign) if problem.blocks]
    if blocking:
        raise NotReady(_("The campaign cannot start yet.") + " " + " ".join(blocking))


def _set_archived(user: User, campaign: Campaign, archived: bool) -> None:
    campaign.archived_at = timezone.now() if archived else None
    campaign.save(update_fields=["archived_at"])
    log_event(campaign, user, MOVED, archived=archived)


def _move_rounds(user: User, campaign: Campaign, before: RoundState, after: RoundState) -> None:
    """Close the rounds that somebody has got, or open them again: nobody can annotate in the others anyway."""
    rounds = Round.all_objects.filter(
        campaign_article__campaign=campaign, state=before, participants__isnull=False
    )
    for round_ in rounds.select_related("text").distinct().order_by("pk"):
        lock_round(round_)
        if round_.state == before:
            round_.state = after
            round_.save(update_fields=["state"])
            append_change(round_, user, MOVE, round_settings_json(round_))
