"""The pages on which leads set up a campaign."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from campaigns.access import participants_of
from campaigns.enums import CampaignState, Purpose
from campaigns.models import Campaign
from campaigns.setup.actions import add_articles, add_participants, archive_campaign
from people.models import User
from tests.campaigns.setup.desk import Desk, desk, hand_out, write_key
from tests.routes import CAMPAIGN

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


def page(here: Desk, name: str, query: str = "", person: User | None = None) -> str:
    """Return a page of the campaign, by default as its lead sees it."""
    response = signed_in(person or here.lead).get(
        reverse(f"campaigns:{name}", args=[here.campaign.pk]) + query
    )
    assert response.status_code == 200
    return response.content.decode()


def post(here: Desk, name: str, *args: Any, **data: Any) -> str:
    """Send a form of the campaign as its lead; return the page that follows."""
    url = reverse(f"campaigns:{name}", args=[here.campaign.pk, *args])
    return signed_in(here.lead).post(url, data, follow=True).content.decode()


def test_one_form_makes_a_campaign_that_can_start() -> None:
    here = desk(people=3, texts=20)
    here.campaign.delete()
    client = signed_in(here.lead)
    url = reverse("campaigns:new", args=[here.team.pk])
    form = client.get(url).content.decode()
    assert "Add all 20 articles of the team that are ready" in form
    assert "Add everyone who annotates in this team (3)" in form

    values = CAMPAIGN | {"codebook": here.campaign.codebook_id, "all_articles": "on", "all_people": "on"}
    shown = client.post(url, values, follow=True).content.decode()
    campaign = Campaign.objects.get()
    assert campaign.articles.count() == 20
    assert [one.user for one in participants_of(campaign)] == here.people
    assert reverse("campaigns:start", args=[campaign.pk]) in shown
    client.post(reverse("campaigns:start", args=[campaign.pk]))
    campaign.refresh_from_db()
    assert campaign.is_running


def test_the_tags_are_fixed_once_somebody_has_written_a_key() -> None:
    here = desk(people=0, texts=1)
    new = signed_in(here.lead).get(reverse("campaigns:new", args=[here.team.pk]))
    assert "the tags only until" in new.content.decode()
    add_articles(here.lead, here.campaign, here.texts, Purpose.CONTROL)
    assert "cannot change any more" not in page(here, "settings")
    write_key(here.lead, here.articles[0])
    assert "cannot change any more" in page(here, "settings")


def test_what_is_wrong_in_the_settings_is_said_beside_the_field() -> None:
    here = desk(people=0, texts=0)
    values = CAMPAIGN | {"codebook": here.campaign.codebook_id, "pass_mark": 101}
    response = signed_in(here.lead).post(reverse("campaigns:settings", args=[here.campaign.pk]), values)
    assert response.status_code == 422
    assert "less than or equal to 100" in response.content.decode()


def test_numbers_that_only_shared_articles_need_can_be_empty_otherwise() -> None:
    here = desk(people=0, texts=0)
    values = CAMPAIGN | {
        "codebook": here.campaign.codebook_id,
        "distribution": "everyone",
        "per_article": "",
        "overlap_percent": "",
    }
    assert "Saved." in post(here, "settings", **values)


def test_what_is_missing_is_listed_until_the_campaign_can_start() -> None:
    here = desk(people=3, texts=1)
    shown = post(here, "start")
    assert "The campaign cannot start yet. Add articles. Add the people who annotate." in shown
    assert reverse("campaigns:start", args=[here.campaign.pk]) not in shown


def test_articles_of_the_team_are_searched_and_added() -> None:
    here = desk(people=0, texts=3)
    Article.objects.filter(pk=here.texts[1].article_id).update(folded_metadata="ferry")
    found = page(here, "add-articles", "?q=ferry")
    assert "Quillmouth 2" in found
    assert "Quillmouth 1" not in found
    assert "1 article was added." in post(
        here, "add-articles", act="chosen", articles=[here.texts[2].article_id]
    )
    assert "2 articles were added." in post(here, "add-articles", act="all", purpose="practice")
    assert [one.purpose for one in here.articles] == [Purpose.ORDINARY, Purpose.PRACTICE, Purpose.PRACTICE]
    assert "All articles of the team are in this campaign." in page(here, "add-articles")


def test_chosen_articles_change_their_purpose_and_are_removed() -> None:
    here = desk(people=1, texts=3)
    add_articles(here.lead, here.campaign, here.texts)
    one, two, three = here.articles
    assert "Write the reference annotations" in post(
        here, "change-articles", act="practice", articles=[one.pk, two.pk]
    )
    assert "Quillmouth 3" not in page(here, "articles", "?purpose=practice")
    hand_out(three, here.people[0])
    assert "Somebody has begun" in post(here, "change-articles", act="remove", articles=[three.pk])
    assert "1 article was removed" in post(here, "change-articles", act="remove", articles=[one.pk])
    assert [article.pk for article in here.articles] == [two.pk, three.pk]


def test_a_long_list_has_pages(django_assert_max_num_queries: Any) -> None:
    here = desk(people=0, texts=101)
    add_articles(here.lead, here.campaign, here.texts)
    with django_assert_max_num_queries(30):
        first = page(here, "articles")
    assert "Page 1 of 2" in first
    assert "Quillmouth 101" in page(here, "articles", "?page=2")


def test_members_are_added_and_removed() -> None:
    here = desk(people=2, texts=0)
    assert "2 more people take part now." in post(here, "people", people=[one.pk for one in here.people])
    assert "Annotator 1 no longer takes part." in post(here, "remove-person", here.people[0].pk)
    assert [one.user for one in participants_of(here.campaign)] == [here.people[1]]


def test_people_are_listed_with_what_they_did() -> None:
    here = desk(people=1, texts=1)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    hand_out(here.articles[0], here.people[0])
    assert "1 article begun" in page(here, "people")


def test_annotators_see_campaigns_that_run_on_their_first_page() -> None:
    here = desk(people=1, texts=1)
    add_participants(here.lead, here.campaign, here.people)
    client = signed_in(here.people[0])
    url = reverse("campaigns:own", args=[here.campaign.pk])
    assert url not in client.get(reverse("articles:list")).content.decode()
    Campaign.objects.update(state=CampaignState.RUNNING)
    assert url in client.get(reverse("articles:list")).content.decode()
    assert url in client.get(reverse("people:teams")).content.decode()


def test_leads_see_campaigns_on_their_first_page_until_they_are_finished() -> None:
    here = desk(people=0, texts=0)
    client = signed_in(here.lead)
    link = f'href="{reverse("campaigns:campaign", args=[here.campaign.pk])}"'
    assert link in client.get(reverse("articles:list")).content.decode()
    Campaign.objects.update(state=CampaignState.FINISHED)
    assert link not in client.get(reverse("articles:list")).content.decode()


def test_archived_campaigns_are_listed_apart_and_can_be_restored() -> None:
    here = desk(people=0, texts=0)
    archive_campaign(here.lead, here.campaign)
    listed = signed_in(here.lead).get(reverse("campaigns:team-campaigns", args=[here.team.pk]))
    assert "1 archived campaign" in listed.content.decode()
    post(here, "restore")
    here.campaign.refresh_from_db()
    assert here.campaign.archived_at is None


def test_a_campaign_is_deleted_after_a_question() -> None:
    here = desk(people=1, texts=1)
    add_articles(here.lead, here.campaign, here.texts)
    assert "Delete the campaign “Quillmouth”?" in page(here, "delete")
    assert "The campaign is deleted." in post(here, "delete")
    assert not Campaign.objects.exists()
