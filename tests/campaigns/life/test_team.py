"""A team is archived, or becomes a class, while a campaign runs."""

import pytest
from django.test import Client

from campaigns.assigning.actions import next_article
from people.actions.teams import archive_team, change_kind, unarchive_team
from people.models import Team, User
from people.terms import Kind
from tests.campaigns.assigning.working import hand_in, work
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def begun() -> SmallCampaign:
    """Return a campaign with a complete article, and another one that the first person has."""
    small = small_campaign(people=2, articles=3, per_article=1)
    work(small, small.people[0])
    next_article(small.people[0], small.campaign)
    return small


def archive(small: SmallCampaign) -> None:
    archive_team(User.objects.get(pk=small.lead.pk), Team.objects.get(pk=small.team.pk))


def test_the_pages_of_an_archived_team_offer_nothing_that_is_refused() -> None:
    small = begun()
    archive(small)
    campaign = f"/campaigns/{small.campaign.pk}/"
    for person in small.people:
        shown = page(person, campaign)
        assert 'data-next="nothing" data-reason="archived"' in shown
        assert "give-back" not in shown
    shown = page(small.lead, campaign)
    assert "archived" in shown
    assert "data-next" not in shown
    assert "settings/" not in shown
    assert "Not running" in page(small.lead, f"{campaign}incomplete/")
    assert small.campaign.title not in page(small.lead, "/teams/")


def test_after_the_archive_everybody_goes_on_where_they_were() -> None:
    small = begun()
    archive(small)
    unarchive_team(User.objects.get(pk=small.lead.pk), Team.objects.get(pk=small.team.pk))
    shown = page(small.people[0], f"/campaigns/{small.campaign.pk}/")
    assert 'data-next="go on"' in shown
    hand_in(small.people[0], small.articles[1])
    assert small.campaign.articles.filter(completed_at__isnull=False).count() == 2


def test_a_team_that_becomes_a_class_finds_its_campaigns() -> None:
    small = begun()
    link = f"/teams/{small.team.pk}/campaigns/"
    change_kind(small.lead, small.team, Kind.CLASS)
    assert link in page(small.lead, f"/teams/{small.team.pk}/")
    assert link in page(small.people[0], f"/teams/{small.team.pk}/")
    small.campaign.delete()
    assert link not in page(small.lead, f"/teams/{small.team.pk}/")
