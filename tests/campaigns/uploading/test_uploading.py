"""The articles of an upload join the campaign, within what it may have."""

import io
import zipfile
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from articles.models import BulkUpload, RemovedPassages
from articles.uploads.actions import stop_upload
from articles.uploads.work import run_upload
from campaigns.enums import CampaignState
from campaigns.models import CampaignUpload
from campaigns.uploading.actions import NoSpaceLeft, attach_upload, space_left
from people.models import User
from tests.articles.uploads.bulk import jsonl, upload_file
from tests.articles.uploads.test_tus import TUS, metadata
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db
TEXTS = [
    f"Fees in the harbour number {n} of Quillmouth rise again, said its master on day {n}." * 3
    for n in range(3)
]


def uploaded(small: SmallCampaign, data: bytes) -> BulkUpload:
    upload = upload_file(small.lead, small.team, "a.jsonl", data)
    attach_upload(small.lead, small.campaign, upload)
    return upload


def test_articles_join_the_campaign_once_in_their_order() -> None:
    small = small_campaign(people=1, articles=1)
    upload = uploaded(small, jsonl(TEXTS))
    run_upload(upload.pk)
    BulkUpload.objects.update(finished_at=None)
    run_upload(upload.pk)
    titles = small.campaign.articles.order_by("position").values_list(
        "round__text__article__title", flat=True
    )
    assert list(titles) == ["Quillmouth 1", "No. 1", "No. 2", "No. 3"]


def zipped(files: dict[str, str]) -> bytes:
    """Return an archive of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def shown(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(path).content.decode()


def test_what_cleaning_removed_is_listed_and_shown_to_those_who_lead() -> None:
    small = small_campaign(people=1, articles=1)
    cluttered = f"The harbour of Quillmouth\n\nADVERTISEMENT\n\n{TEXTS[0]}\n\nAdvertisement\n\n{TEXTS[2]}\n"
    upload = upload_file(
        small.lead, small.team, "a.zip", zipped({"cluttered.txt": cluttered, "plain.txt": TEXTS[1]})
    )
    attach_upload(small.lead, small.campaign, upload)
    run_upload(upload.pk)
    [row] = RemovedPassages.objects.all()
    assert (row.article.title, row.count) == ("The harbour of Quillmouth", 2)
    results = shown(small.lead, f"/campaigns/{small.campaign.pk}/uploads/{upload.pk}/")
    assert f'href="/articles/{row.article_id}/#removed"' in results
    assert "Clutter was removed from 1 article" in results
    article = shown(small.lead, f"/articles/{row.article_id}/")
    assert "<del>ADVERTISEMENT</del>" in article
    assert "<del>" not in shown(small.people[0], f"/articles/{row.article_id}/")


def test_a_campaign_that_takes_no_more_says_why() -> None:
    small = small_campaign(people=1, articles=1)
    upload = uploaded(small, jsonl(TEXTS))
    small.campaign.state = CampaignState.FINISHED
    small.campaign.save()
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (len(upload.added), small.campaign.articles.count()) == (3, 1)
    assert "finished" in upload.error[0]


def test_all_uploads_of_a_campaign_have_a_limit_together(settings: LazySettings) -> None:
    small = small_campaign(people=1, articles=1)
    data = jsonl(TEXTS)
    settings.BULK_UPLOAD_BYTES = 2 * len(data) - 1
    first = uploaded(small, data)
    with pytest.raises(NoSpaceLeft):
        uploaded(small, data)
    BulkUpload.objects.filter(pk=first.pk).update(received=100)
    stop_upload(BulkUpload.objects.get(pk=first.pk))
    assert space_left(small.campaign) == settings.BULK_UPLOAD_BYTES - 100


def test_only_those_who_manage_the_campaign_upload(settings: LazySettings) -> None:
    small = small_campaign(people=1, articles=1)
    address = f"/api/v1/campaigns/{small.campaign.pk}/uploads/"

    def create(person: Any, length: int = 50) -> int:
        headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata(filename="a.csv")}
        client = Client()
        client.force_login(person)
        return int(client.post(address, headers=headers).status_code)

    assert (create(small.lead), create(small.people[0])) == (201, 403)
    settings.BULK_UPLOAD_BYTES = 99
    assert create(small.lead) == 413
    assert CampaignUpload.objects.count() == BulkUpload.objects.count() == 1
