"""Adding people to a campaign and removing them, and the plan of who annotates what."""

import pytest

from campaigns.access import participants_of
from campaigns.assigning.actions import next_article
from campaigns.assigning.progress import progress
from campaigns.enums import AssignmentState, CampaignState, Distribution
from campaigns.models import ArticleAssignment
from campaigns.setup.actions import (
    add_articles,
    add_participants,
    move_campaign,
    remove_participant,
    set_plan,
)
from campaigns.setup.errors import CampaignSettingsError
from people.permissions import PermissionRefused
from tests.campaigns.assigning.working import hand_in
from tests.campaigns.setup.desk import Desk, desk, hand_out
from tests.world import World

pytestmark = pytest.mark.django_db


def planned(here: Desk) -> list[tuple[int, str]]:
    """Return who is to annotate which article, by position."""
    rows = ArticleAssignment.objects.filter(state=AssignmentState.PLANNED)
    return sorted(rows.values_list("article__position", "annotator__name"))


def test_members_who_can_annotate_take_part_once(world: World) -> None:
    here = desk(people=2)
    assert add_participants(here.lead, here.campaign, here.people[:1]) == 1
    assert add_participants(here.lead, here.campaign, [*here.people, here.lead]) == 2
    assert [one.user for one in participants_of(here.campaign)] == [*here.people, here.lead]
    with pytest.raises(CampaignSettingsError):
        add_participants(here.lead, here.campaign, [world.stranger])
    with pytest.raises(PermissionRefused):
        add_participants(here.people[0], here.campaign, [here.people[0]])


def test_what_somebody_has_open_goes_to_others_when_they_are_removed() -> None:
    here = desk(people=2, texts=2)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    [first, second] = here.articles
    open_one, done = hand_out(first, here.people[0]), hand_out(second, here.people[0])
    ArticleAssignment.objects.filter(pk=done.pk).update(state=AssignmentState.COUNTED)

    [participant, _other] = participants_of(here.campaign)
    remove_participant(here.lead, participant)
    open_one.refresh_from_db()
    done.refresh_from_db()
    assert (open_one.state, done.state) == (AssignmentState.LAPSED, AssignmentState.COUNTED)
    assert [one.taken for one in here.articles] == [0, 1]
    assert not first.round.participants.exists()

    assert add_participants(here.lead, here.campaign, here.people) == 1
    assert [one.user for one in participants_of(here.campaign)] == here.people


@pytest.mark.parametrize("distribution", [Distribution.EVERYONE, Distribution.SHARED])
def test_who_comes_back_gets_again_what_was_taken_from_them(distribution: Distribution) -> None:
    here = desk(people=1, texts=1, distribution=distribution, per_article=1)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    move_campaign(here.lead, here.campaign, CampaignState.RUNNING)
    taken = next_article(here.people[0], here.campaign)
    remove_participant(here.lead, participants_of(here.campaign).get())
    add_participants(here.lead, here.campaign, here.people)
    again = next_article(here.people[0], here.campaign)
    assert (again.article_id, again.state) == (taken.article_id, AssignmentState.OPEN)
    assert [one.taken for one in here.articles] == [1]


def test_a_plan_does_not_wait_for_who_was_removed() -> None:
    here = desk(people=2, texts=1, distribution=Distribution.PLANNED)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    [article] = here.articles
    set_plan(here.lead, here.campaign, {article.pk: {person.pk for person in here.people}})
    move_campaign(here.lead, here.campaign, CampaignState.RUNNING)
    for person in here.people:
        next_article(person, here.campaign)
    hand_in(here.people[1], article)
    assert progress(here.campaign).needed == 2
    remove_participant(here.lead, here.campaign.participants.get(user=here.people[0]))
    assert (progress(here.campaign).needed, progress(here.campaign).complete) == (1, 1)


def test_a_plan_replaces_that_of_its_articles_and_spares_what_has_begun() -> None:
    here = desk(people=3, texts=2, distribution=Distribution.PLANNED)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    one, two, three = (person.pk for person in here.people)
    first, second = (article.pk for article in here.articles)
    assert set_plan(here.lead, here.campaign, {first: {one, two}, second: {two}}) == 2
    assert planned(here) == [(1, "Annotator 1"), (1, "Annotator 2"), (2, "Annotator 2")]

    ArticleAssignment.objects.filter(article=first, annotator=one).update(state=AssignmentState.OPEN)
    assert set_plan(here.lead, here.campaign, {first: {three}}) == 1
    assert planned(here) == [(1, "Annotator 3"), (2, "Annotator 2")]
    assert set_plan(here.lead, here.campaign, {first: {one, three}}) == 0
    assert ArticleAssignment.objects.get(annotator=one).state == AssignmentState.OPEN


def test_what_was_given_back_can_be_planned_again_or_dropped() -> None:
    here = desk(people=2, texts=1, distribution=Distribution.PLANNED)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    [article] = here.articles
    one, two = (person.pk for person in here.people)
    set_plan(here.lead, here.campaign, {article.pk: {one, two}})
    ArticleAssignment.objects.update(state=AssignmentState.LAPSED)
    assert set_plan(here.lead, here.campaign, {article.pk: {one}}) == 1
    assert planned(here) == [(1, "Annotator 1")]
    assert ArticleAssignment.objects.count() == 1


def test_a_plan_names_people_and_articles_of_the_campaign_alone() -> None:
    here = desk(people=2, texts=1, distribution=Distribution.PLANNED)
    add_participants(here.lead, here.campaign, here.people[:1])
    add_articles(here.lead, here.campaign, here.texts)
    with pytest.raises(CampaignSettingsError):
        set_plan(here.lead, here.campaign, {here.articles[0].pk: {here.people[1].pk}})
    with pytest.raises(CampaignSettingsError):
        set_plan(here.lead, here.campaign, {987_654_321: {here.people[0].pk}})
