"""Uploading many articles in a browser: it goes on by itself and after a reload, and many files become one archive."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from articles.models import BulkUpload
from articles.uploads.actions import create_upload
from articles.uploads.receiving import receive_part
from campaigns.uploading.actions import attach_upload
from tests.articles.uploads.bulk import SKIP, jsonl
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db(transaction=True)
DATA = jsonl(
    ["The fees of the harbour rise again in May, said the council of Quillmouth.", "A ship came in."]
)
FILE = {"name": "harbour.jsonl", "mimeType": "application/json", "buffer": DATA}


@pytest.fixture
def small() -> SmallCampaign:
    return small_campaign(people=1, articles=1)


@pytest.fixture
def page(visit: Callable[..., Page], small: SmallCampaign) -> Page:
    return visit(f"/campaigns/{small.campaign.pk}/upload/", small.lead)


def send(page: Page, *files: dict[str, object]) -> None:
    page.locator("#files").set_input_files(list(files))
    page.locator("[data-bulk] button.primary").click()


def test_a_lost_connection_is_waited_for(page: Page, small: SmallCampaign) -> None:
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if route.request.method == "PATCH" and not failed:
            failed.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/uploads/*/", fail_once)
    send(page, FILE)
    expect(page.locator("[data-added='2']")).to_be_visible(timeout=60_000)
    assert len(failed) == 1
    assert small.campaign.articles.count() == 3


def test_many_files_are_sent_as_one_archive(page: Page, small: SmallCampaign) -> None:
    names = ["b.txt", "a ñ.txt", "c.html"]
    send(
        page,
        *(
            {"name": name, "mimeType": "text/plain", "buffer": f"<p>The quay {name} is closed.</p>".encode()}
            for name in names
        ),
    )
    expect(page.locator("[data-added='3']")).to_be_visible(timeout=60_000)
    upload = BulkUpload.objects.get()
    assert [path for _index, path in upload.files] == sorted(names)
    assert small.campaign.articles.count() == 4


def test_the_same_file_goes_on_after_a_reload(page: Page, small: SmallCampaign) -> None:
    upload = create_upload(small.lead, "harbour.jsonl", len(DATA), small.team, SKIP)
    attach_upload(small.lead, small.campaign, upload)
    receive_part(upload, 0, DATA[:50])
    page.reload()
    expect(page.locator("[data-unfinished]")).to_contain_text("harbour.jsonl")
    send(page, FILE)
    expect(page.locator("[data-added='2']")).to_be_visible(timeout=60_000)
    assert BulkUpload.objects.count() == 1


def test_a_refused_file_says_why(page: Page) -> None:
    send(page, {"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    expect(page.locator("[data-refusal]")).to_contain_text("This file is empty.")
