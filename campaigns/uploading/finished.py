"""When an upload for a campaign has been read, its articles join the campaign."""

from typing import Any

from articles.models import BulkUpload, Text
from articles.uploads.work import upload_finished
from campaigns.models import CampaignUpload
from campaigns.setup.actions.articles import add_articles


def connect() -> None:
    """Listen to uploads that are finished."""
    upload_finished.connect(_add_to_campaign)


def _add_to_campaign(upload: BulkUpload, **signal: Any) -> None:
    """Add the articles that are not in the campaign yet, in the order of the file."""
    row = CampaignUpload.objects.filter(upload=upload).select_related("campaign__team").first()
    if row is None:
        return
    # What did not arrive, since somebody stopped the upload, takes no space.
    CampaignUpload.objects.filter(pk=row.pk).update(size=upload.received)
    texts = Text.objects.filter(article__in=upload.added, article__deleted_at=None)
    ordered = texts.defer("body", "formatting", "pictures", "edits").order_by("article", "revision")
    add_articles(upload.owner, row.campaign, ordered)
