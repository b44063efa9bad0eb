"""The pages and the API of quality."""

import csv

import pytest
from django.test import Client

from annotate.rounds.releasing import release_round
from campaigns.enums import OwnResults
from tests.campaigns.quality.world import hand_out_and_in, released_campaign
from tests.campaigns.small import small_campaign

pytestmark = pytest.mark.django_db


def test_before_a_release_there_are_no_figures(client: Client) -> None:
    small = released_campaign(release=False)
    client.force_login(small.lead)
    page = client.get(f"/campaigns/{small.campaign.pk}/quality/").content.decode()
    assert "data-empty" in page
    assert "data-person" not in page
    assert "data-empty" in client.get(f"/campaigns/{small.campaign.pk}/agreement/").content.decode()


def test_everybody_has_a_row_that_leads_to_their_page(client: Client) -> None:
    small = released_campaign()
    client.force_login(small.lead)
    page = client.get(f"/campaigns/{small.campaign.pk}/quality/").content.decode()
    for person in small.people:
        assert f'data-person="{person.pk}"' in page
        assert (
            "data-value" in client.get(f"/campaigns/{small.campaign.pk}/people/{person.pk}/").content.decode()
        )
    assert "data-passage" in page
    # The report is of this campaign, whatever else is annotated in the article.
    reports = {
        f"/articles/{row.round.text.article_id}/report/?round={row.round_id}" for row in small.articles
    }
    assert any(report in page for report in reports)
    listed = client.get(f"/campaigns/{small.campaign.pk}/articles/").content.decode()
    assert all(report in listed for report in reports)


def test_an_article_that_is_not_released_has_no_report_in_the_list(client: Client) -> None:
    small = released_campaign(release=False)
    client.force_login(small.lead)
    assert "/report/" not in client.get(f"/campaigns/{small.campaign.pk}/articles/").content.decode()


def test_leaving_somebody_out_and_counting_them_again(client: Client) -> None:
    small = released_campaign()
    client.force_login(small.lead)
    address = f"/campaigns/{small.campaign.pk}/people/{small.people[2].pk}/"
    assert "data-excluded" in client.post(f"{address}exclude/", follow=True).content.decode()
    assert small.people[2].name in client.get(f"/campaigns/{small.campaign.pk}/agreement/").content.decode()
    assert "data-excluded" not in client.post(f"{address}include/", follow=True).content.decode()


def test_the_paragraph_has_the_figures_in_both_languages(client: Client) -> None:
    small = released_campaign()
    client.force_login(small.lead)
    answer = client.get(f"/api/v1/campaigns/{small.campaign.pk}/agreement/").json()
    value = next(row["value"] for row in answer["scores"] if (row["measure"], row["tag"]) == ("tagging", ""))
    assert f"uα = {value:.3f}" in answer["methods"]["en"]
    assert f"uα = {value:.3f}".replace(".", ",") in answer["methods"]["es"]
    assert "3 annotators" in answer["methods"]["en"]
    assert "annotated by 3 of them, 9 times" in answer["methods"]["en"]
    assert "3 anotadores" in answer["methods"]["es"]


def test_the_files_have_every_figure(client: Client) -> None:
    small = released_campaign()
    small.people[0].name = "=1+1"
    small.people[0].save()
    client.force_login(small.lead)
    content = client.get(f"/campaigns/{small.campaign.pk}/agreement/agreement.csv").content.decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(content.splitlines()))
    api = client.get(f"/api/v1/campaigns/{small.campaign.pk}/agreement/").json()["scores"]
    assert [(row["measure"], row["tag"]) for row in rows] == [(row["measure"], row["tag"]) for row in api]
    content = client.get(f"/campaigns/{small.campaign.pk}/quality/people.csv").content.decode("utf-8-sig")
    people = list(csv.DictReader(content.splitlines()))
    assert [row["person"] for row in people] == ["'=1+1", "Annotator 2", "Annotator 3"]
    assert [row["key"] for row in people] == ["1.000000", "1.000000", "0.666667"]


def test_negative_figures_are_numbers_in_the_files(client: Client) -> None:
    small = small_campaign(people=2, articles=1)
    [article] = small.articles
    for person, right in zip(small.people, (2, 0), strict=True):
        hand_out_and_in(person, article, right)
    release_round(small.lead, article.round)
    client.force_login(small.lead)
    for address, column in (("agreement/agreement.csv", "value"), ("quality/people.csv", "agreement")):
        content = client.get(f"/campaigns/{small.campaign.pk}/{address}").content.decode("utf-8-sig")
        values = [float(row[column]) for row in csv.DictReader(content.splitlines()) if row[column]]
        assert min(values) < 0


def test_annotators_learn_nothing_of_others_or_of_control_articles(client: Client) -> None:
    small = released_campaign(articles=4, own_results=OwnResults.FIGURES)
    person, other = small.people[:2]
    client.force_login(person)
    own = client.get(f"/campaigns/{small.campaign.pk}/people/{person.pk}/").content.decode()
    assert "data-value" in own
    assert "Control" not in own
    assert "data-passage" not in own
    answer = client.get(f"/api/v1/campaigns/{small.campaign.pk}/people/{person.pk}/figures/").json()
    assert (answer["figures"]["controls"], answer["figures"]["key"], answer["passages"]) == (0, None, [])
    for address in (f"people/{other.pk}/", "quality/", "agreement/", "quality/people.csv"):
        assert client.get(f"/campaigns/{small.campaign.pk}/{address}").status_code == 403
    assert client.get(f"/api/v1/campaigns/{small.campaign.pk}/people/{other.pk}/figures/").status_code == 403


def test_the_api_gives_everybodys_figures(client: Client) -> None:
    small = released_campaign()
    client.force_login(small.lead)
    answer = client.get(f"/api/v1/campaigns/{small.campaign.pk}/quality/").json()
    assert [row["name"] for row in answer["people"]] == [person.name for person in small.people]
    assert (answer["released"], answer["divided"][0]["quote"]) == (3, "shameful")
