"""People leave a running campaign with their account, and come back."""

from typing import Any

import pytest

from annotate.bin.access import bin_row
from annotate.bin.actions import delete_permanently
from annotate.codebooks.actions import copy_codebook
from annotate.models import Codebook
from annotate.privacy.erasure import erase_person
from campaigns.assigning.actions import next_article
from campaigns.dataset.actions import last_dataset
from campaigns.models import Campaign, CampaignEvent
from campaigns.releasing.standing import unfinished_task
from campaigns.setup.actions import add_participants
from people.actions.accounts import add_member
from people.actions.teams import delete_team, remove_member
from people.models import Team, User
from people.permissions import Role
from reports.account_deletion.actions import delete_account
from reports.exports.jobs import path_of
from tests.campaigns.assigning.working import hand_in, work
from tests.campaigns.dataset.made import make
from tests.campaigns.quality.world import released_campaign
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """Return the user as a request of theirs has them."""
    return User.objects.get(pk=user.pk)


def second_lead(small: SmallCampaign) -> User:
    lead = User.objects.create_user("second@desk.example", None, "Second")
    add_member(small.team, lead, Role.OWNER)
    return fresh(lead)


@pytest.mark.parametrize("named", [True, False])
def test_a_dataset_that_was_made_goes_with_somebody_who_is_erased(
    named: bool, django_capture_on_commit_callbacks: Any
) -> None:
    small = released_campaign(articles=1)
    before = make(small.lead, small.campaign, named)
    job = last_dataset(small.lead, small.campaign)
    assert job is not None
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(small.lead, small.team, small.people[0], keep_annotations=True)
    assert last_dataset(small.lead, small.campaign) is None
    assert not path_of(job).exists()
    called = {row["person"] for row in before.rows("assignments.csv")}
    after = make(fresh(small.lead), small.campaign, named)
    [gone] = called - {row["person"] for row in after.rows("assignments.csv")}
    assert not any(gone.encode() in content for content in after.files.values())
    # What they highlighted stays.
    assert len(after.lines("highlights.jsonl")) == len(before.lines("highlights.jsonl"))


def test_the_campaign_goes_on_without_the_account_of_whoever_began_it() -> None:
    small = small_campaign(people=2, articles=2, per_article=1)
    work(small, small.people[0])
    CampaignEvent.objects.create(
        campaign=small.campaign, actor=small.lead, verb="articles.release-started", payload={"articles": 1}
    )
    second = second_lead(small)
    delete_account(fresh(small.lead), keep_highlights=True)
    campaign = Campaign.objects.get()
    assert campaign.created_by is None
    assert unfinished_task(campaign) is None
    add_participants(second, campaign, [second])
    assert next_article(second, campaign).article == small.articles[1]


def test_what_a_deleted_account_had_goes_to_somebody_else() -> None:
    small = small_campaign(people=2, articles=1, per_article=1)
    article = next_article(small.people[0], small.campaign).article
    delete_account(fresh(small.people[0]), keep_highlights=True)
    assert work(small, small.people[1]) == [article]


def test_whoever_comes_back_to_the_team_can_be_added_and_gets_their_article_again() -> None:
    small = small_campaign(people=1, articles=1, per_article=1)
    person, article = small.people[0], next_article(small.people[0], small.campaign).article
    remove_member(fresh(small.lead), small.team, fresh(person))
    add_member(small.team, fresh(person), Role.ANNOTATOR)
    add_participants(fresh(small.lead), small.campaign, [person])
    assert next_article(fresh(person), small.campaign).article == article
    hand_in(person, article)


def test_a_team_is_deleted_for_good_with_its_campaigns_and_their_tags() -> None:
    small = released_campaign(articles=1)
    codebook = copy_codebook(small.lead, small.campaign.codebook, small.team)
    Campaign.objects.filter(pk=small.campaign.pk).update(codebook=codebook)
    delete_team(fresh(small.lead), small.team)
    delete_permanently(fresh(small.lead), bin_row(fresh(small.lead), "teams", small.team.pk))
    assert not Campaign.objects.exists()
    assert not Team.all_objects.exists()
    assert not Codebook.objects.filter(pk=codebook.pk).exists()
