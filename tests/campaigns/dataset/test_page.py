"""The page and the API of datasets: what they say, who may use them, and the file."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from annotate.rounds.releasing import release_round
from people.models import Membership, User
from people.permissions import Role
from reports.exports.jobs import write_export
from reports.models import ExportJob
from tests.campaigns.quality.world import released_campaign
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(small: SmallCampaign) -> str:
    return client_of(small.lead).get(f"/campaigns/{small.campaign.pk}/dataset/").content.decode()


def names_in(response: Any) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as archive:
        return archive.namelist()


def test_the_page_says_what_is_in_it_and_what_is_missing() -> None:
    small = released_campaign(release=False)
    release_round(small.lead, small.articles[0].round)
    text = page(small)
    assert 'data-included="1"' in text
    assert 'data-complete="2"' in text
    assert "data-incomplete" not in text


def test_the_page_offers_nothing_before_an_article_is_released() -> None:
    small = small_campaign(people=1, articles=1)
    assert 'class="sheet dataset-form"' not in page(small)
    response = client_of(small.lead).post(f"/campaigns/{small.campaign.pk}/dataset/", {}, follow=True)
    assert "No article is released yet, so there is nothing" in response.content.decode()


def test_the_page_makes_one_with_the_chosen_formats() -> None:
    small = released_campaign()
    client = client_of(small.lead)
    chosen = {"names": "hidden", "format": ["csv", "conll", "pdf"]}
    response = client.post(f"/campaigns/{small.campaign.pk}/dataset/", chosen)
    job = ExportJob.objects.get()
    assert response["Location"] == f"/downloads/{job.pk}/"
    write_export(job.pk)
    assert (
        f'href="/campaigns/{small.campaign.pk}/dataset/"'
        in client.get(f"/downloads/{job.pk}/").content.decode()
    )
    file = client.get(f"/downloads/{job.pk}/file/")
    assert "quillmouth-dataset-" in file["Content-Disposition"]
    assert {name.split("/")[1] for name in names_in(file) if name.startswith("formats/")} == {"csv", "conll"}
    assert "data-last-dataset" in page(small)


def test_the_api_makes_one_and_hands_it_out() -> None:
    small = released_campaign()
    client, url = client_of(small.lead), f"/api/v1/campaigns/{small.campaign.pk}/dataset/"
    assert client.get(f"{url}file/").status_code == 404
    asked = client.post(url, {"names": "hidden", "formats": ["w3c"]}, content_type="application/json")
    assert (asked.status_code, asked.json()["last"]["all"]) == (202, 3)
    write_export(ExportJob.objects.get().pk)
    state = client.get(url).json()
    assert (state["included"], state["control"], state["last"]["finished"]) == (3, 1, True)
    assert "README.md" in names_in(client.get(f"{url}file/"))


def test_the_api_refuses_unknown_formats() -> None:
    small = released_campaign(articles=1)
    response = client_of(small.lead).post(
        f"/api/v1/campaigns/{small.campaign.pk}/dataset/",
        {"formats": ["pdf"]},
        content_type="application/json",
    )
    assert response.status_code == 400
    assert "pdf" in response.json()["errors"]["formats"][0]["message"]


def test_whoever_leads_no_longer_cannot_download_it() -> None:
    small = released_campaign(articles=1)
    client = client_of(small.lead)
    client.post(f"/campaigns/{small.campaign.pk}/dataset/", {})
    job = ExportJob.objects.get()
    write_export(job.pk)
    Membership.objects.filter(user=small.lead, team=small.team).update(role=Role.ANNOTATOR)
    assert client.get(f"/downloads/{job.pk}/file/").status_code == 404
    assert not ExportJob.objects.exists()


def test_annotators_do_not_get_at_it() -> None:
    small = released_campaign(articles=1)
    client = client_of(small.people[0])
    assert client.get(f"/campaigns/{small.campaign.pk}/dataset/").status_code == 403
    assert client.post(f"/campaigns/{small.campaign.pk}/dataset/", {}).status_code == 403
    assert client.get(f"/api/v1/campaigns/{small.campaign.pk}/dataset/").status_code == 403
