"""Each thing that the pages do, through the API."""

from typing import Any

import pytest
from django.test import Client

from campaigns.enums import CampaignState, Distribution, Purpose
from campaigns.models import Campaign
from campaigns.setup.actions import add_articles, add_participants
from people.models import User
from tests.campaigns.setup.desk import Desk, desk, hand_out

pytestmark = pytest.mark.django_db


def call(
    here: Desk, method: str, path: str, data: Any = None, status: int = 200, person: User | None = None
) -> Any:
    """Send a request as the lead, or as ``person``; return the JSON."""
    client = Client()
    client.force_login(person or here.lead)
    options = {"content_type": "application/json"} if method not in ("get", "delete") else {}
    response = getattr(client, method)(f"/api/v1/{path}", data, **options)
    assert response.status_code == status, response.content
    return response.json() if response.content else None


def test_a_campaign_is_made_filled_and_started() -> None:
    here = desk(people=3, texts=3)
    made = call(here, "post", f"teams/{here.team.pk}/campaigns/", {"title": "Bridges", "pass_mark": 80}, 201)
    assert (made["state"], made["settings"]["pass_mark"], made["settings"]["per_article"]) == ("draft", 80, 3)
    path = f"campaigns/{made['id']}/"
    assert len(call(here, "get", f"{path}problems/")["results"]) == 2
    assert call(here, "put", f"{path}state/", {"state": "running"}, 409)["type"].endswith(
        "campaign-not-ready"
    )

    articles = [text.article_id for text in here.texts]
    assert call(here, "post", f"{path}articles/", {"articles": articles}) == {"count": 3}
    assert call(here, "post", f"{path}articles/", {"articles": articles}) == {"count": 0}
    people = [one.pk for one in here.people]
    listed = call(here, "post", f"{path}people/", {"people": people})["results"]
    assert [one["person"]["id"] for one in listed] == people
    assert call(here, "put", f"{path}state/", {"state": "running"})["state"] == "running"
    assert [one["id"] for one in call(here, "get", f"teams/{here.team.pk}/campaigns/")["results"]] == [
        made["id"],
        here.campaign.pk,
    ]


def test_settings_change_one_by_one() -> None:
    here = desk()
    path = f"campaigns/{here.campaign.pk}/"
    changed = call(here, "patch", path, {"per_article": 2, "due_at": "2031-05-01T12:00:00Z"})
    assert (changed["settings"]["per_article"], changed["due_at"]) == (2, "2031-05-01T12:00:00+00:00")
    assert changed["title"] == "Quillmouth"
    call(here, "patch", path, {"pass_mark": 101}, 400)


def test_annotators_learn_no_settings() -> None:
    here = desk(people=1, texts=1, guidelines="# Read first")
    add_participants(here.lead, here.campaign, here.people)
    Campaign.objects.update(state=CampaignState.RUNNING)
    seen = call(here, "get", f"campaigns/{here.campaign.pk}/", person=here.people[0])
    assert (seen["guidelines"], seen["settings"]) == ("# Read first", None)
    call(here, "get", f"campaigns/{here.campaign.pk}/articles/", status=403, person=here.people[0])


def test_articles_are_listed_changed_and_removed() -> None:
    here = desk(people=1, texts=2)
    add_articles(here.lead, here.campaign, here.texts)
    hand_out(here.articles[1], here.people[0])
    path = f"campaigns/{here.campaign.pk}/articles/"
    first, second = (text.article_id for text in here.texts)
    assert call(here, "patch", f"{path}{first}/", {"purpose": "control"})["purpose"] == "control"
    call(here, "patch", f"{path}{second}/", {"purpose": "practice"}, 409)
    listed = call(here, "get", f"{path}?purpose=ordinary")["results"]
    assert [(one["article"], one["begun"], one["has_key"]) for one in listed] == [(second, True, False)]
    call(here, "delete", f"{path}{first}/", status=204)
    call(here, "delete", f"{path}{second}/", status=409)
    assert [one.purpose for one in here.articles] == [Purpose.ORDINARY]


def test_articles_and_people_of_others_are_refused() -> None:
    here = desk(people=1, texts=1)
    stranger = User.objects.create_user("stranger@elsewhere.example")
    path = f"campaigns/{here.campaign.pk}/"
    call(here, "post", f"{path}articles/", {"articles": [987_654_321]}, 422)
    call(here, "post", f"{path}people/", {"people": [stranger.pk]}, 422)


def test_people_leave() -> None:
    here = desk(people=1, texts=0)
    add_participants(here.lead, here.campaign, here.people)
    path = f"campaigns/{here.campaign.pk}/people/"
    call(here, "delete", f"{path}{here.people[0].pk}/participation/", status=204)
    assert call(here, "get", path)["results"] == []
    call(here, "delete", f"{path}{here.people[0].pk}/participation/", status=404)


def test_the_plan_is_read_and_written() -> None:
    here = desk(people=2, texts=2, distribution=Distribution.PLANNED)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    hand_out(here.articles[0], here.people[0])
    path = f"campaigns/{here.campaign.pk}/plan/"
    first, second = (text.article_id for text in here.texts)
    one, two = (person.pk for person in here.people)
    assert call(here, "put", path, {"articles": [{"article": first, "people": [one, two]}]}) == {"count": 1}
    assert call(here, "get", path)["results"] == [
        {"article": first, "people": [two], "begun": [one]},
        {"article": second, "people": [], "begun": []},
    ]
    call(here, "put", path, {"articles": [{"article": 987_654_321, "people": []}]}, 422)


def test_campaigns_are_archived_restored_and_deleted() -> None:
    here = desk()
    path = f"campaigns/{here.campaign.pk}/"
    assert call(here, "put", f"{path}archived/")["archived"]
    call(here, "patch", path, {"per_article": 2}, 403)
    assert not call(here, "delete", f"{path}archived/")["archived"]
    call(here, "delete", path, status=204)
    assert not Campaign.objects.exists()
