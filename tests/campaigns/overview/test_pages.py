"""What the page of a campaign shows to those who lead it, and to those who annotate."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from annotate.annotations.actions import put_annotation
from annotate.enums import LayerKind, RoundState
from annotate.models import Round
from campaigns.assigning.actions import next_article
from campaigns.enums import AssignmentState, CampaignState, Distribution, Purpose
from campaigns.models import Campaign, CampaignParticipant
from people.models import User
from tests.campaigns.overview.work import assign
from tests.campaigns.small import SmallCampaign, add_articles, small_campaign
from tests.world import annotation_input, mark

pytestmark = pytest.mark.django_db


def page(user: User, small: SmallCampaign, path: str = "") -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/campaigns/{small.campaign.pk}/{path}").content.decode()


def api(user: User, small: SmallCampaign, path: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(f"/api/v1/campaigns/{small.campaign.pk}/{path}").json()


def test_an_annotator_goes_on_with_the_article_they_have() -> None:
    small = small_campaign()
    assert 'data-next="next"' in page(small.people[0], small)
    assign(small, 0, 0, AssignmentState.COUNTED)
    assign(small, 0, 1, AssignmentState.OPEN)
    shown = page(small.people[0], small)
    assert 'data-next="go on"' in shown
    assert "You have handed in <b>1</b> article." in shown
    assert "Quillmouth 2" in shown
    assert "Quillmouth 3" not in shown
    work = api(small.people[0], small, "own/")
    assert (work["next"], work["round"], work["handed_in"]) == ("go on", small.articles[1].round_id, 1)
    states = [row["state"] for row in api(small.people[0], small, "own/articles/")["results"]]
    assert states == ["open", "handed in"]


@pytest.mark.parametrize("state", [CampaignState.PAUSED, CampaignState.FINISHED])
def test_without_articles_to_hand_out_it_says_why(state: CampaignState) -> None:
    small = small_campaign(state=state)
    assert f'data-next="nothing" data-reason="{state}"' in page(small.people[0], small)


def test_the_page_and_handing_out_give_the_same_reason() -> None:
    small = small_campaign(people=2, articles=1, per_article=1)
    next_article(small.people[0], small.campaign)
    assert api(small.people[1], small, "own/")["reason"] == "all-taken"


def test_whoever_has_not_practised_does_so_first() -> None:
    small = small_campaign()
    (practice,) = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    answer = annotation_input(practice.round, "disgrace")
    put_annotation(small.lead, practice.round, uuid4(), answer, LayerKind.KEY)
    assert 'data-next="practise"' in page(small.people[0], small)
    people = api(small.lead, small, "overview/")["people"]
    assert {row["training"] for row in people} == {"not begun"}


def test_how_many_are_left_where_that_is_known() -> None:
    small = small_campaign(distribution=Distribution.EVERYONE)
    assign(small, 0, 0, AssignmentState.COUNTED)
    assign(small, 0, 1, AssignmentState.OPEN)
    assert api(small.people[0], small, "own/")["left"] == 3
    small.campaign.distribution, small.campaign.max_per_person = Distribution.SHARED, 3
    small.campaign.save()
    assert api(small.people[0], small, "own/")["left"] == 2
    small.campaign.max_per_person = None
    small.campaign.save()
    assert api(small.people[0], small, "own/")["left"] is None


def test_others_articles_are_not_listed() -> None:
    small = small_campaign()
    assign(small, 1, 0, AssignmentState.OPEN)
    assert "Quillmouth 1" not in page(small.people[0], small)


def test_leads_see_what_is_left_and_who_needs_help() -> None:
    small = small_campaign(per_article=1)
    assign(small, 0, 0, AssignmentState.COUNTED)
    assign(small, 1, 1, AssignmentState.OPEN, days=4)
    shown = page(small.lead, small)
    assert "<b>1</b> of 4 articles complete" in shown
    assert "<b>1</b> begun · <b>2</b> not begun" in shown
    assert "<b>1</b> of 4 hand-ins, 3 to go" in shown
    assert "data-need" not in shown
    Campaign.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert 'data-need="stuck"' in page(small.lead, small)
    overview = api(small.lead, small, "overview/")
    assert (overview["complete"], overview["needed"], overview["ready"]) == (1, 4, 1)
    assert [row["need"] and row["need"]["days"] for row in overview["people"]] == [None, 4, None]
    Campaign.objects.update(state=CampaignState.PAUSED)
    assert "data-need" not in page(small.lead, small)


def test_work_on_an_article_is_not_silence() -> None:
    small = small_campaign(per_article=1)
    assign(small, 1, 1, AssignmentState.OPEN, days=4)
    small.articles[1].round.participants.add(small.people[1])
    mark(small.people[1], small.articles[1].round, "disgrace", "opinion")
    Campaign.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert "data-need" not in page(small.lead, small)


def test_a_finished_campaign_of_which_nothing_is_released_is_not_done() -> None:
    small = small_campaign(articles=1, state=CampaignState.FINISHED)
    assert api(small.lead, small, "overview/")["next"] == "wait"
    assert "Everything is done" not in page(small.lead, small)


def test_the_dataset_is_offered_with_what_stays_incomplete() -> None:
    small = small_campaign(articles=3, per_article=1, state=CampaignState.FINISHED)
    assign(small, 0, 0, AssignmentState.COUNTED)
    Round.objects.filter(pk=small.articles[0].round_id).update(state=RoundState.REVEALED)
    shown = page(small.lead, small)
    assert 'data-next="dataset"' in shown
    assert "2 articles stay incomplete" in shown


def test_who_has_not_passed_is_shown_with_the_way_to_the_training() -> None:
    small = small_campaign()
    (practice,) = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    put_annotation(
        small.lead, practice.round, uuid4(), annotation_input(practice.round, "disgrace"), LayerKind.KEY
    )
    CampaignParticipant.objects.update(joined_at=timezone.now() - timedelta(days=4))
    Campaign.objects.update(created_at=timezone.now() - timedelta(days=9))
    needs = page(small.lead, small).split('data-need="not passed"')[1]
    assert f'href="/campaigns/{small.campaign.pk}/training/"' in needs.split("</li>")[0]


def test_the_next_step_of_a_lead() -> None:
    small = small_campaign(articles=1, per_article=1, state=CampaignState.DRAFT)

    def step() -> str:
        return api(small.lead, small, "overview/")["next"]

    assert step() == "set up"
    small.campaign.state = CampaignState.RUNNING
    small.campaign.save()
    assert step() == "wait"
    assign(small, 0, 0, AssignmentState.COUNTED)
    for state, expected in {
        RoundState.OPEN: "release",
        RoundState.RELEASED: "reveal",
        RoundState.REVEALED: "dataset",
    }.items():
        Round.objects.filter(pk=small.articles[0].round_id).update(state=state)
        assert step() == expected


def test_an_empty_campaign_says_what_to_do_first() -> None:
    small = small_campaign(people=0, articles=0, state=CampaignState.DRAFT)
    assert 'data-state="draft"' in page(small.lead, small)


def test_what_was_not_handed_in_can_be_until_the_campaign_is_finished() -> None:
    small = small_campaign(articles=1)
    assign(small, 0, 0, AssignmentState.LAPSED)
    assert "you still can" in page(small.people[0], small)
    Campaign.objects.update(state=CampaignState.FINISHED)
    assert "you still can" not in page(small.people[0], small)


def test_what_is_revealed_is_marked() -> None:
    small = small_campaign(articles=1)
    assign(small, 0, 0, AssignmentState.COUNTED)
    assert "revealed: everyone" not in page(small.people[0], small)
    Round.objects.update(state=RoundState.REVEALED)
    assert "revealed: everyone" in page(small.people[0], small)


def test_before_the_start_nothing_is_said_of_progress() -> None:
    small = small_campaign(state=CampaignState.DRAFT)
    shown = page(small.lead, small)
    assert "/start/" in shown
    assert "Who needs help" not in shown


def test_leads_who_take_part_have_a_page_of_their_own_work() -> None:
    small = small_campaign()
    assert "/own/" not in page(small.lead, small)
    small.campaign.participants.create(user=small.lead)
    assert f"/campaigns/{small.campaign.pk}/own/" in page(small.lead, small)
    assert 'data-next="next"' in page(small.lead, small, "own/")


def test_more_people_and_articles_need_no_more_queries(django_assert_max_num_queries: Any) -> None:
    small = small_campaign(people=5, articles=6)
    for person in range(5):
        assign(small, person, person, AssignmentState.OPEN, days=4)
    client = Client()
    client.force_login(small.lead)
    # With the figures, which are computed when nobody has asked for them yet.
    with django_assert_max_num_queries(26):
        client.get(f"/campaigns/{small.campaign.pk}/")
