"""Creating campaigns and changing their settings."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from annotate.codebooks.actions import copy_codebook, install_codebook
from annotate.enums import Feedback
from annotate.models import Change
from campaigns.enums import AssignmentState, CampaignState, Distribution, Purpose
from campaigns.models import ArticleAssignment, CampaignEvent
from campaigns.setup.actions import (
    add_articles,
    add_participants,
    create_campaign,
    remove_participant,
    set_purpose,
    update_campaign,
)
from campaigns.setup.actions.settings import settings_of
from campaigns.setup.errors import AlreadyBegun, CampaignSettingsError
from people.permissions import PermissionRefused
from tests.campaigns.setup.desk import campaign_settings, desk, hand_out, write_key

pytestmark = pytest.mark.django_db


def test_a_campaign_keeps_its_settings_and_logs_them() -> None:
    here = desk()
    settings = campaign_settings(per_article=2, due_at=datetime(2031, 5, 1, tzinfo=UTC), authors="Ana")
    campaign = create_campaign(here.lead, here.team, settings)
    campaign.refresh_from_db()
    assert (campaign.state, settings_of(campaign)) == (CampaignState.DRAFT, settings)

    update_campaign(here.lead, campaign, replace(settings, per_article=4))
    campaign.refresh_from_db()
    assert campaign.per_article == 4
    assert CampaignEvent.objects.last().payload == {"per_article": 4}


def test_only_leads_create_campaigns() -> None:
    here = desk()
    with pytest.raises(PermissionRefused):
        create_campaign(here.people[0], here.team, campaign_settings())


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 121},
        {"per_article": 0},
        {"overlap_percent": 101},
        {"control_every": 1},
        {"max_per_person": 0},
        {"guidelines": "x" * 50_001},
        {"due_at": datetime(9999, 12, 31, tzinfo=UTC)},
    ],
)
def test_wrong_settings_are_refused(wrong: dict[str, Any]) -> None:
    here = desk(people=0, texts=0)
    with pytest.raises(CampaignSettingsError):
        update_campaign(here.lead, here.campaign, campaign_settings(**wrong))


def test_the_codebook_changes_only_until_a_key_or_highlights_use_it() -> None:
    here = desk(texts=1)
    add_articles(here.lead, here.campaign, here.texts)
    ours = copy_codebook(here.lead, install_codebook(), here.team)
    update_campaign(here.lead, here.campaign, campaign_settings(codebook=ours))
    assert here.articles[0].round.codebook == ours

    write_key(here.lead, here.articles[0])
    with pytest.raises(AlreadyBegun):
        update_campaign(here.lead, here.campaign, campaign_settings())


def test_practice_articles_give_the_feedback_of_the_campaign() -> None:
    here = desk(texts=2)
    add_articles(here.lead, here.campaign, here.texts)
    set_purpose(here.lead, here.articles[0], Purpose.PRACTICE)
    assert [one.round.feedback for one in here.articles] == [Feedback.KEY, Feedback.NONE]

    update_campaign(here.lead, here.campaign, campaign_settings(practice_feedback=Feedback.PERCENTAGE))
    assert [one.round.feedback for one in here.articles] == [Feedback.PERCENTAGE, Feedback.NONE]
    assert Change.objects.filter(round=here.articles[0].round).last().payload["feedback"] == "percentage"


def test_the_overlap_is_chosen_at_random_and_stays_when_articles_are_added() -> None:
    here = desk(people=0, texts=12, overlap_percent=20)
    add_articles(here.lead, here.campaign, here.texts[:10])
    first = {one.pk for one in here.articles if one.for_everyone}
    assert len(first) == 2

    add_articles(here.lead, here.campaign, here.texts[10:])
    update_campaign(here.lead, here.campaign, campaign_settings(overlap_percent=50))
    more = {one.pk for one in here.articles if one.for_everyone}
    assert first < more
    assert len(more) == 6

    update_campaign(
        here.lead,
        here.campaign,
        campaign_settings(overlap_percent=50, distribution=Distribution.EVERYONE),
    )
    assert not any(one.for_everyone for one in here.articles)


def test_articles_are_complete_by_what_they_need_now() -> None:
    here = desk(people=2, texts=1, per_article=2)
    add_articles(here.lead, here.campaign, here.texts)
    add_participants(here.lead, here.campaign, here.people)
    ArticleAssignment.objects.filter(pk=hand_out(here.articles[0], here.people[0]).pk).update(
        state=AssignmentState.COUNTED
    )
    update_campaign(here.lead, here.campaign, campaign_settings(per_article=1))
    assert here.articles[0].completed_at
    update_campaign(here.lead, here.campaign, campaign_settings(distribution=Distribution.EVERYONE))
    assert here.articles[0].completed_at is None
    remove_participant(here.lead, here.campaign.participants.get(user=here.people[1]))
    assert here.articles[0].completed_at
