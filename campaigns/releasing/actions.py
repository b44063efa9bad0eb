"""Start to release all complete articles, or to reveal all released ones. ``work.py`` then does so."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.events import RELEASE_STARTED, REVEAL_STARTED, log_event
from campaigns.models import Campaign
from campaigns.releasing.errors import NothingToRelease, StillReleasing
from campaigns.releasing.standing import articles_to_release, articles_to_reveal, unfinished_task
from campaigns.releasing.work import begin
from campaigns.setup.actions.settings import lock_campaign
from campaigns.setup.errors import check_not_archived
from people.models import User
from people.permissions import Permission, check_permission


@transaction.atomic
def release_complete(user: User, campaign: Campaign) -> int:
    """Start to show those who lead the campaign everything in its complete articles; return their number.

    Nobody annotates in these any more. Practice articles are never released. Raise NothingToRelease or StillReleasing.
    """
    _check(user, campaign)
    count = articles_to_release(campaign, timezone.now()).count()
    if not count:
        raise NothingToRelease(_("No article is complete and not released yet."))
    _start(user, campaign, RELEASE_STARTED, count)
    return count


@transaction.atomic
def reveal_released(user: User, campaign: Campaign) -> int:
    """Start to show those who annotate in a released article everybody's highlights in it; return their number.

    Raise NothingToRelease or StillReleasing.
    """
    _check(user, campaign)
    count = articles_to_reveal(campaign).count()
    if not count:
        raise NothingToRelease(_("No article is released and not revealed yet."))
    _start(user, campaign, REVEAL_STARTED, count)
    return count


def _check(user: User, campaign: Campaign) -> None:
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    lock_campaign(campaign)
    check_not_archived(campaign)
    if unfinished_task(campaign):
        raise StillReleasing(_("Articles are being released or revealed already. Wait until that is done."))


def _start(user: User, campaign: Campaign, verb: str, count: int) -> None:
    log_event(campaign, user, verb, articles=count)
    transaction.on_commit(lambda: begin(campaign.pk))
