"""From an article to its campaign and back, and between the two pages of a lead who annotates."""

import pytest
from django.test import Client

from campaigns.assigning.actions import next_article
from campaigns.models import CampaignParticipant
from people.models import User
from tests.campaigns.small import SmallCampaign, hand_in, small_campaign

pytestmark = pytest.mark.django_db


def page(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(path).content.decode()


def lead_who_annotates() -> SmallCampaign:
    small = small_campaign(people=1, articles=2)
    CampaignParticipant.objects.create(campaign=small.campaign, user=small.lead)
    return small


def test_an_article_leads_to_its_campaign_for_those_who_lead_and_those_who_have_it() -> None:
    small = small_campaign(people=2, articles=2)
    article = next_article(small.people[0], small.campaign).article.round.text.article_id
    link = f'href="/campaigns/{small.campaign.pk}/"'
    assert link in page(small.lead, f"/articles/{article}/")
    assert link in page(small.people[0], f"/articles/{article}/")
    assert link not in page(small.people[1], f"/articles/{article}/")


def test_the_page_of_a_round_leads_annotators_to_the_campaign() -> None:
    small = small_campaign(people=1, articles=1)
    round_ = next_article(small.people[0], small.campaign).article.round_id
    assert f'href="/campaigns/{small.campaign.pk}/">Quillmouth</a>' in page(
        small.people[0], f"/rounds/{round_}/about/"
    )


def test_below_an_article_is_the_way_back_to_the_campaign() -> None:
    small = small_campaign(people=1, articles=1)
    article = next_article(small.people[0], small.campaign).article
    hand_in(small.people[0], article)
    shown = page(small.people[0], f"/rounds/{article.round_id}/")
    assert f'<a href="/campaigns/{small.campaign.pk}/">← Quillmouth</a>' in shown


def test_a_lead_who_annotates_goes_from_page_to_page() -> None:
    small = lead_who_annotates()
    overview, own = f"/campaigns/{small.campaign.pk}/", f"/campaigns/{small.campaign.pk}/own/"
    assert f'href="{own}"' in page(small.lead, overview)
    assert f'href="{overview}"' in page(small.lead, own)
    assert f'href="{overview}"' not in page(small.people[0], own)
    round_ = next_article(small.lead, small.campaign).article.round_id
    assert f'<a class="back" href="{own}"' in page(small.lead, f"/rounds/{round_}/")


def test_a_lead_for_whom_nothing_is_left_comes_to_their_own_page() -> None:
    small = lead_who_annotates()
    small.campaign.articles.all().delete()
    client = Client()
    client.force_login(small.lead)
    assert client.post(f"/campaigns/{small.campaign.pk}/next/").url == f"/campaigns/{small.campaign.pk}/own/"


def test_an_ordinary_article_is_called_neither_practice_nor_control() -> None:
    small = small_campaign(people=1, articles=1)
    assert "control article" not in page(small.lead, f"/rounds/{small.articles[0].round_id}/key/")
