"""What the page of a campaign shows to those who lead it, and to those who annotate."""

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.enums import AssignmentState, CampaignState
from campaigns.models import ArticleAssignment
from people.models import User
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db


def page(user: User, small: SmallCampaign, path: str = "") -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/campaigns/{small.campaign.pk}/{path}").content.decode()


def assign(small: SmallCampaign, person: int, article: int, state: AssignmentState) -> ArticleAssignment:
    now = timezone.now()
    handed_in = now if state == AssignmentState.COUNTED else None
    return ArticleAssignment.objects.create(
        article=small.articles[article],
        annotator=small.people[person],
        state=state,
        assigned_at=now,
        handed_in_at=handed_in,
    )


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


@pytest.mark.parametrize("state", [CampaignState.PAUSED, CampaignState.FINISHED])
def test_without_articles_to_hand_out_it_says_why(state: CampaignState) -> None:
    small = small_campaign(state=state)
    assert f'data-next="{state}"' in page(small.people[0], small)


def test_others_articles_are_not_listed() -> None:
    small = small_campaign()
    assign(small, 1, 0, AssignmentState.OPEN)
    assert "Quillmouth 1" not in page(small.people[0], small)


def test_leads_see_how_many_articles_are_complete() -> None:
    small = small_campaign()
    small.campaign.articles.filter(pk=small.articles[0].pk).update(completed_at=timezone.now())
    small.campaign.articles.filter(pk=small.articles[1].pk).update(taken=1)
    shown = page(small.lead, small)
    assert "<b>1</b> of 4 articles complete" in shown
    assert "<b>1</b> begun · <b>2</b> not begun" in shown


def test_leads_who_take_part_have_a_page_of_their_own_work() -> None:
    small = small_campaign()
    assert "campaigns/own" not in page(small.lead, small)
    small.campaign.participants.create(user=small.lead)
    assert f"/campaigns/{small.campaign.pk}/own/" in page(small.lead, small)
    assert 'data-next="next"' in page(small.lead, small, "own/")
