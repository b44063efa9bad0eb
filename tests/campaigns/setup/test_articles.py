"""Adding articles to a campaign, their purposes, and removing them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotate.enums import Feedback, RoundMode, RoundState
from annotate.models import Round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from campaigns.enums import CampaignState, Purpose
from campaigns.models import ArticleAssignment
from campaigns.setup.actions import add_articles, remove_articles, set_purpose, set_purposes
from campaigns.setup.errors import AlreadyBegun, CampaignSettingsError
from tests.campaigns.setup.desk import desk, hand_out, write_key
from tests.world import World

pytestmark = pytest.mark.django_db


def test_articles_come_once_in_their_order_with_a_round_for_those_who_get_them() -> None:
    here = desk(texts=3)
    assert add_articles(here.lead, here.campaign, [here.texts[2], here.texts[0], here.texts[2]]) == 2
    assert add_articles(here.lead, here.campaign, here.texts) == 1
    assert [one.round.text for one in here.articles] == [here.texts[2], here.texts[0], here.texts[1]]
    assert [one.position for one in here.articles] == [1, 2, 3]

    round_ = here.articles[0].round
    assert (round_.mode, round_.state, round_.invitation_only, round_.feedback) == (
        RoundMode.INDEPENDENT,
        RoundState.OPEN,
        True,
        Feedback.NONE,
    )
    assert not round_.participants.exists()


def test_several_articles_get_a_purpose_together_or_not_at_all() -> None:
    here = desk(people=1, texts=3)
    add_articles(here.lead, here.campaign, here.texts)
    hand_out(here.articles[2], here.people[0])
    with pytest.raises(AlreadyBegun):
        set_purposes(here.lead, here.campaign, here.articles, Purpose.PRACTICE)
    assert {one.purpose for one in here.articles} == {Purpose.ORDINARY}
    set_purposes(here.lead, here.campaign, here.articles[:2], Purpose.PRACTICE)
    assert [one.purpose for one in here.articles] == [Purpose.PRACTICE] * 2 + [Purpose.ORDINARY]


def test_many_articles_get_a_purpose_with_one_count_of_the_campaign() -> None:
    """Each further article takes a few queries of its own, none of them about all articles."""
    here = desk(texts=3)
    add_articles(here.lead, here.campaign, here.texts)
    with CaptureQueriesContext(connection) as queries:
        set_purposes(here.lead, here.campaign, here.articles, Purpose.CONTROL)
    table = ArticleAssignment._meta.db_table
    assert sum(f'FROM "{table}"' in query["sql"] and "campaign_id" in query["sql"] for query in queries) == 1


def test_the_same_seed_gives_the_same_random_order() -> None:
    here = desk(texts=3)
    add_articles(here.lead, here.campaign, here.texts)
    ranks = [one.rank for one in here.articles]
    assert len(set(ranks)) == 3
    remove_articles(here.lead, here.campaign, [one.pk for one in here.articles])
    add_articles(here.lead, here.campaign, here.texts)
    assert [one.rank for one in here.articles] == ranks


def test_articles_of_others_are_refused(world: World) -> None:
    here = desk()
    with pytest.raises(CampaignSettingsError):
        add_articles(here.lead, here.campaign, [world.text])


def test_thousands_of_articles_take_few_statements(django_assert_max_num_queries: Any) -> None:
    here = desk(people=0, texts=0)
    drafts = [Draft(text=f"Text {number}.", title=f"{number}") for number in range(600)]
    texts = create_frozen_articles(here.lead, drafts, here.team)
    with django_assert_max_num_queries(45):
        assert add_articles(here.lead, here.campaign, texts) == 600


def test_practice_articles_are_chosen_before_anybody_begins() -> None:
    here = desk(texts=2)
    add_articles(here.lead, here.campaign, here.texts)
    first, second = here.articles
    hand_out(first, here.people[0])
    with pytest.raises(AlreadyBegun):
        set_purpose(here.lead, first, Purpose.PRACTICE)
    set_purpose(here.lead, first, Purpose.CONTROL)
    set_purpose(here.lead, second, Purpose.PRACTICE)
    assert [one.purpose for one in here.articles] == [Purpose.CONTROL, Purpose.PRACTICE]


def test_a_running_campaign_needs_the_key_first() -> None:
    here = desk(texts=1)
    add_articles(here.lead, here.campaign, here.texts)
    here.campaign.state = CampaignState.RUNNING
    here.campaign.save()
    with pytest.raises(CampaignSettingsError):
        set_purpose(here.lead, here.articles[0], Purpose.CONTROL)
    write_key(here.lead, here.articles[0])
    set_purpose(here.lead, here.articles[0], Purpose.CONTROL)
    assert here.articles[0].purpose == Purpose.CONTROL


def test_only_untouched_articles_are_removed_with_their_rounds() -> None:
    here = desk(texts=2)
    add_articles(here.lead, here.campaign, here.texts)
    begun, untouched = here.articles
    hand_out(begun, here.people[0])
    with pytest.raises(AlreadyBegun):
        remove_articles(here.lead, here.campaign, [begun.pk, untouched.pk])
    assert remove_articles(here.lead, here.campaign, [untouched.pk]) == 1
    assert list(Round.all_objects.all()) == [begun.round]
