"""Starting, pausing, finishing, archiving and deleting campaigns."""

import pytest

from annotate.enums import RoundState
from annotate.models import Round
from campaigns.enums import CampaignState, Distribution, Purpose
from campaigns.models import Campaign
from campaigns.setup.actions import (
    add_articles,
    add_participants,
    archive_campaign,
    delete_campaign,
    move_campaign,
    restore_campaign,
    set_plan,
    set_purpose,
    update_campaign,
)
from campaigns.setup.errors import AlreadyBegun, NotReady
from campaigns.setup.readiness import problems
from people.permissions import PermissionRefused
from tests.campaigns.setup.desk import campaign_settings, desk, hand_out, write_key

pytestmark = pytest.mark.django_db
DRAFT, RUNNING, PAUSED, FINISHED = CampaignState


def test_a_campaign_starts_with_articles_and_people() -> None:
    here = desk(people=3, texts=1)
    assert [problem.page for problem in problems(here.campaign)] == ["articles", "people"]
    with pytest.raises(NotReady, match=r"Add articles\. Add the people"):
        move_campaign(here.lead, here.campaign, RUNNING)
    add_articles(here.lead, here.campaign, here.texts)
    add_participants(here.lead, here.campaign, here.people)
    assert problems(here.campaign) == []
    move_campaign(here.lead, here.campaign, RUNNING)
    assert Campaign.objects.get().is_running


def test_practice_and_control_articles_need_a_key() -> None:
    here = desk(people=3, texts=3)
    add_articles(here.lead, here.campaign, here.texts)
    add_participants(here.lead, here.campaign, here.people)
    practice, control, _other = here.articles
    set_purpose(here.lead, practice, Purpose.PRACTICE)
    set_purpose(here.lead, control, Purpose.CONTROL)
    [missing] = problems(here.campaign)
    assert ("2 practice and control articles" in missing.message, missing.page) == (True, "training")
    write_key(here.lead, practice)
    assert "“Quillmouth 2”" in problems(here.campaign)[0].message
    write_key(here.lead, control)
    assert problems(here.campaign) == []


def test_a_plan_is_needed_where_people_are_planned() -> None:
    here = desk(people=1, texts=1, distribution=Distribution.PLANNED)
    add_articles(here.lead, here.campaign, here.texts)
    add_participants(here.lead, here.campaign, here.people)
    assert [problem.page for problem in problems(here.campaign)] == ["plan"]
    set_plan(here.lead, here.campaign, {here.articles[0].pk: {here.people[0].pk}})
    assert problems(here.campaign) == []


def test_too_few_people_are_pointed_out_but_do_not_keep_it_from_starting() -> None:
    here = desk(people=2, texts=1)
    add_articles(here.lead, here.campaign, here.texts)
    add_participants(here.lead, here.campaign, here.people)
    assert [(problem.page, problem.blocks) for problem in problems(here.campaign)] == [("people", False)]
    update_campaign(here.lead, here.campaign, campaign_settings(per_article=2, max_per_person=1))
    assert problems(here.campaign) == []
    move_campaign(here.lead, here.campaign, RUNNING)


def test_nobody_annotates_in_a_finished_campaign_until_it_goes_on() -> None:
    here = desk(people=3, texts=2)
    add_articles(here.lead, here.campaign, here.texts)
    add_participants(here.lead, here.campaign, here.people)
    hand_out(here.articles[0], here.people[0])
    for state in (RUNNING, PAUSED, RUNNING, FINISHED):
        move_campaign(here.lead, here.campaign, state)
    assert here.articles[0].round.state == RoundState.CLOSED
    move_campaign(here.lead, here.campaign, RUNNING)
    assert here.articles[0].round.state == RoundState.OPEN
    assert here.articles[0].round.changes.count() == 2


def test_states_follow_each_other() -> None:
    here = desk()
    with pytest.raises(PermissionRefused):
        move_campaign(here.lead, here.campaign, PAUSED)
    with pytest.raises(PermissionRefused):
        move_campaign(here.people[0], here.campaign, RUNNING)


def test_an_archived_campaign_does_not_change_until_it_is_restored() -> None:
    here = desk()
    archive_campaign(here.lead, here.campaign)
    with pytest.raises(PermissionRefused):
        add_articles(here.lead, here.campaign, here.texts)
    restore_campaign(here.lead, here.campaign)
    assert add_articles(here.lead, here.campaign, here.texts) == 3


def test_a_campaign_is_deleted_while_nobody_has_begun() -> None:
    here = desk(texts=1)
    add_articles(here.lead, here.campaign, here.texts)
    assignment = hand_out(here.articles[0], here.people[0])
    with pytest.raises(AlreadyBegun):
        delete_campaign(here.lead, here.campaign)
    assignment.delete()
    delete_campaign(here.lead, here.campaign)
    assert not Campaign.objects.exists()
    assert not Round.all_objects.exists()
