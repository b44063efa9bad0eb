"""Who sees a campaign."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.access import campaigns_in, campaigns_visible_to, get_campaign
from campaigns.enums import CampaignState
from campaigns.models import Campaign
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, Role
from tests.campaigns.small import small_campaign
from tests.world import World

pytestmark = pytest.mark.django_db


def test_those_who_take_part_see_it_once_it_has_begun() -> None:
    small = small_campaign(people=2, articles=1)
    person, other = small.people
    small.campaign.participants.filter(user=other).delete()
    assert list(campaigns_in(person, small.team)) == [small.campaign]
    assert list(campaigns_in(other, small.team)) == []
    with pytest.raises(PermissionRefused):
        get_campaign(person, small.campaign.pk, Permission.MANAGE_CAMPAIGN)

    small.campaign.state = CampaignState.DRAFT
    small.campaign.save()
    with pytest.raises(Http404):
        get_campaign(person, small.campaign.pk)
    assert get_campaign(small.lead, small.campaign.pk, Permission.MANAGE_CAMPAIGN) == small.campaign


def test_strangers_see_none(world: World) -> None:
    small = small_campaign(people=1, articles=1)
    with pytest.raises(Http404):
        get_campaign(world.stranger, small.campaign.pk)


@pytest.mark.parametrize("state", CampaignState)
@pytest.mark.parametrize("team_is", ["active", "archived", "in the bin"])
def test_one_campaign_is_had_by_exactly_those_in_whose_list_it_is(state: CampaignState, team_is: str) -> None:
    """The list is a query of its own."""
    small = small_campaign(people=4, articles=1, state=state)
    takes_part, removed, other, viewer = small.people
    small.campaign.participants.filter(user=removed).update(removed_at=timezone.now())
    small.campaign.participants.filter(user=other).delete()
    small.team.memberships.filter(user=viewer).update(role=Role.VIEWER)
    stranger = User.objects.create_user("stranger@desk.example", None, "Stranger")
    small.campaign.participants.create(user=stranger)
    # Of somebody whose account is deleted.
    small.campaign.participants.create(user=None)
    if team_is == "archived":
        Team.objects.update(archived_at=timezone.now())
    if team_is == "in the bin":
        small.team.move_to_bin(small.lead)
    for person in (small.lead, takes_part, removed, other, viewer, stranger):
        one, many = User.objects.get(pk=person.pk), User.objects.get(pk=person.pk)
        assert sees(one, small.campaign) == (small.campaign in campaigns_visible_to(many))
    assert not sees(AnonymousUser(), small.campaign)


def sees(person: Any, campaign: Campaign) -> bool:
    try:
        return get_campaign(person, campaign.pk) == campaign
    except Http404:
        return False


def test_what_is_hidden_takes_the_same_queries_as_what_does_not_exist() -> None:
    small = small_campaign(people=2, articles=1)
    person, stranger = small.people
    small.campaign.participants.filter(user=person).delete()
    small.team.memberships.filter(user=stranger).delete()
    for pk in (small.campaign.pk, small.campaign.pk + 1):
        for user in (person, stranger):
            with CaptureQueriesContext(connection) as queries, pytest.raises(Http404):
                get_campaign(User.objects.get(pk=user.pk), pk)
            assert len(queries) == 4
