"""The page of the training, and its API."""

from typing import Any

import pytest
from django.test import Client

from annotate.access import get_layer
from annotate.enums import Feedback
from campaigns.enums import CampaignState, Purpose
from campaigns.training.actions import start_practice
from tests.campaigns.small import SmallCampaign, add_articles, hand_in, small_campaign, write_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallCampaign:
    """Return a campaign with a practice article, for which one attempt is enough to be out, and a control article."""
    small = small_campaign(people=2, articles=0, attempts=1)
    for purpose in (Purpose.PRACTICE, Purpose.CONTROL):
        article = add_articles(small.lead, small.campaign, 1, purpose)[0]
        write_key(small.lead, article)
        small.articles.append(article)
    return small


def client_of(user: Any) -> Client:
    """Return a client that is signed in."""
    client = Client()
    client.force_login(user)
    return client


def test_somebody_fails_and_a_lead_lets_them_in(small: SmallCampaign) -> None:
    person, article = small.people[0], small.articles[0]
    client, lead = client_of(person), client_of(small.lead)
    address = f"/campaigns/{small.campaign.pk}/training/"
    assert b'data-training="not-begun"' in client.get(address).content
    assert client.post(f"{address}next/").url == f"/rounds/{article.round_id}/"
    hand_in(person, article, 0)
    page = client.get(address).content.decode()
    assert 'data-training="waiting"' in page
    assert "0 %" in page
    assert f'data-person="{person.pk}" data-training="waiting"' in lead.get(address).content.decode()

    lead.post(f"{address}people/{person.pk}/attempt/")
    assert b'data-training="practising"' in client.get(address).content
    client.post(f"{address}{article.pk}/again/")
    assert get_layer(person, article.round).submitted_at is None
    lead.post(f"{address}people/{person.pk}/let-in/")
    assert b'data-training="let-in"' in client.get(address).content


def test_leads_go_from_key_to_key_and_start_the_campaign_there() -> None:
    small = small_campaign(people=3, articles=1, state=CampaignState.DRAFT)
    practice = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)[0]
    lead, address = client_of(small.lead), f"/campaigns/{small.campaign.pk}/training/"
    shown = lead.get(address).content.decode()
    assert "No practice articles" not in shown
    assert "once their reference annotations are written" in shown
    assert address in lead.get(f"/rounds/{practice.round_id}/key/").content.decode()
    write_key(small.lead, practice)
    assert f"/campaigns/{small.campaign.pk}/start/" in lead.get(address).content.decode()


def test_control_articles_are_listed_for_leads_alone(small: SmallCampaign) -> None:
    address = f"/campaigns/{small.campaign.pk}/training/"
    title = small.articles[1].round.text.article.title
    assert title in client_of(small.lead).get(address).content.decode()
    assert title not in client_of(small.people[0]).get(address).content.decode()


def test_without_feedback_nobody_learns_scores(small: SmallCampaign) -> None:
    small.campaign.practice_feedback = Feedback.NONE
    small.campaign.save()
    person = small.people[0]
    hand_in(person, start_practice(person, small.campaign), 1)
    own = client_of(person).get(f"/api/v1/campaigns/{small.campaign.pk}/training/").json()["own"]
    assert own["score"] is None
    assert own["articles"][0]["scores"] == []
    assert "67" not in client_of(person).get(f"/campaigns/{small.campaign.pk}/training/").content.decode()


def test_a_program_practises_and_leads_see_the_scores(small: SmallCampaign) -> None:
    person, article = small.people[0], small.articles[0]
    client, lead = client_of(person), client_of(small.lead)
    address = f"/api/v1/campaigns/{small.campaign.pk}/training/"
    assert client.post(f"{address}next/").json()["round"] == article.round_id
    hand_in(person, article, 1)
    problem = client.post(f"{address}{article.round.text.article_id}/again/")
    assert (problem.status_code, problem.json()["type"].rpartition(":")[2]) == (409, "no-practice")
    assert client.get(address).json()["people"] is None
    people = lead.get(address).json()["people"]
    assert [(each["person"]["id"], each["state"]) for each in people] == [
        (person.pk, "waiting"),
        (small.people[1].pk, "not begun"),
    ]
    assert people[0]["score"] == people[0]["articles"][0]["scores"][0] == pytest.approx(2 / 3)


def test_more_people_make_no_more_queries(small: SmallCampaign, django_assert_max_num_queries: Any) -> None:
    lead = client_of(small.lead)
    address = f"/campaigns/{small.campaign.pk}/training/"
    lead.get(address)
    for person in small.people:
        hand_in(person, start_practice(person, small.campaign), 2)
    with django_assert_max_num_queries(15):
        lead.get(address)
