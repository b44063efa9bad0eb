"""Which uploads of a campaign somebody may see: all of them, if they manage it."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from articles.access import NO_SUCH_UPLOAD
from articles.models import BulkUpload
from campaigns.models import Campaign


def uploads_of(campaign: Campaign) -> QuerySet[BulkUpload]:
    """Return the uploads of a campaign that somebody manages, newest first."""
    uploads = BulkUpload.objects.filter(campaign_upload__campaign=campaign)
    return uploads.select_related("owner", "team").defer("files").order_by("-pk")


def get_upload_of(campaign: Campaign, pk: int) -> BulkUpload:
    """Return an upload of a campaign that somebody manages. Raise ``Http404`` if it has none with this ``pk``."""
    upload = uploads_of(campaign).filter(pk=pk).first()
    if upload is None:
        raise Http404(_(NO_SUCH_UPLOAD))
    return upload
