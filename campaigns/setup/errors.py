"""Why a campaign cannot be set up as somebody asked."""

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from people.permissions import PermissionRefused
from web.errors import ProblemError


class CampaignSettingsError(ProblemError, ValueError):
    """A setting is invalid, or cannot be changed any more. The message says which, and why."""

    code = "bad-campaign-settings"


class NotReady(ProblemError):
    """The campaign cannot start: the message lists what is missing."""

    status = 409
    code = "campaign-not-ready"


class AlreadyBegun(ProblemError):
    """Somebody has got an article, or highlighted in it, so that this cannot be changed any more."""

    status = 409
    code = "already-begun"


def check_not_archived(campaign: Campaign) -> None:
    """Raise ``PermissionRefused`` if the campaign is in the archive."""
    if campaign.archived_at is not None:
        raise PermissionRefused(_("This campaign is archived. Restore it before you change it."))
