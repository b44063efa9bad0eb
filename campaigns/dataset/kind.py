"""The dataset as a kind of export job: its file, and who may still download it."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.access import get_campaign
from campaigns.dataset.options import stored_options
from campaigns.dataset.writing import write_dataset
from campaigns.models import Campaign
from people.permissions import Permission, PermissionRefused
from reports.access import can_download
from reports.exports.kinds import ExportKind
from reports.models import ExportJob


def _file_name(job: ExportJob, day: date) -> str:
    title = slugify(_title(stored_options(job.query).campaign))[:60].strip("-")
    return "-".join(filter(None, [title, "dataset", day.isoformat()])) + ".zip"


def _back(job: ExportJob) -> tuple[str, str]:
    campaign = stored_options(job.query).campaign
    return reverse("campaigns:dataset", args=[campaign]), _title(campaign)


def _title(campaign: int) -> str:
    """Return the title of a campaign that may have been deleted in the meantime."""
    return Campaign.objects.filter(pk=campaign).values_list("title", flat=True).first() or _("Dataset")


def _may_download(job: ExportJob) -> bool:
    """Return whether the owner may still follow the campaign, and see every article in the file."""
    try:
        get_campaign(job.owner, stored_options(job.query).campaign, Permission.OVERSEE_CAMPAIGN)
    except (Http404, PermissionRefused):
        return False
    return can_download(job)


KIND = ExportKind(gettext_lazy("Dataset"), _file_name, write_dataset, _back, _may_download)
