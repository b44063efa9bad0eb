"""Who sees a campaign."""

import pytest
from django.http import Http404

from campaigns.access import campaigns_in, get_campaign
from campaigns.enums import CampaignState
from people.permissions import Permission, PermissionRefused
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
