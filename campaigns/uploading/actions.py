"""Upload many articles for a campaign."""

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from articles.models import BulkUpload
from campaigns.models import Campaign, CampaignUpload
from people.models import User
from people.permissions import Permission, check_permission
from web.errors import ProblemError


class NoSpaceLeft(ProblemError):
    """The uploads of the campaign would be larger than a site allows."""

    status = 413
    code = "no-space-left"


def space_left(campaign: Campaign) -> int:
    """Return how many bytes may still be uploaded for the campaign."""
    used = campaign.uploads.aggregate(used=Sum("size"))["used"] or 0
    return max(0, settings.BULK_UPLOAD_BYTES - used)


def check_space(user: User, campaign: Campaign, length: int) -> None:
    """Raise ``NoSpaceLeft`` if ``length`` bytes are more than the campaign may still have."""
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    left = space_left(campaign)
    if length > left:
        message = _("This file has {size} MB, but only {left} MB are left for this campaign.")
        raise NoSpaceLeft(message.format(size=-(-length // 2**20), left=left // 2**20))


@transaction.atomic
def attach_upload(user: User, campaign: Campaign, upload: BulkUpload) -> CampaignUpload:
    """Have the articles of an upload join the campaign once they have been read. Raises ``NoSpaceLeft``."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    check_space(user, campaign, upload.length)
    return CampaignUpload.objects.create(campaign=campaign, upload=upload, size=upload.length)
