"""Releasing and revealing the articles of a campaign: what is moved, by whom, and what is logged."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from annotate.enums import RoundState
from annotate.models import Round
from campaigns.access import articles_of
from campaigns.enums import Purpose
from campaigns.events import RELEASE_STARTED, RELEASED, REVEAL_STARTED, REVEALED
from campaigns.models import Campaign, CampaignArticle
from campaigns.releasing import work
from campaigns.releasing.actions import release_complete, reveal_released
from campaigns.releasing.errors import NothingToRelease, StillReleasing
from campaigns.releasing.standing import standing
from people.models import User
from people.permissions import PermissionRefused
from tests.campaigns.small import SmallCampaign, add_articles, small_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallCampaign:
    """A campaign in which two of three ordinary articles and one practice article are complete."""
    small = small_campaign(people=1, articles=3)
    practice = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    complete(*small.articles[:2], *practice)
    return small


def complete(*articles: CampaignArticle) -> None:
    CampaignArticle.objects.filter(pk__in=[article.pk for article in articles]).update(
        completed_at=timezone.now()
    )


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def states(small: SmallCampaign) -> list[str]:
    return [article.round.state for article in articles_of(small.campaign)]


def numbers(campaign: Campaign) -> tuple[int, int, int, int]:
    shown = standing(campaign)
    return shown.incomplete, shown.complete, shown.released, shown.revealed


def test_complete_articles_are_released_and_practice_is_not(small: SmallCampaign) -> None:
    assert numbers(small.campaign) == (1, 2, 0, 0)
    assert release_complete(small.lead, small.campaign) == 2
    work.run_task(small.campaign.pk)
    assert states(small) == ["released", "released", "open", "open"]
    assert numbers(small.campaign) == (1, 0, 2, 0)


def test_only_what_is_released_is_revealed(small: SmallCampaign) -> None:
    with pytest.raises(NothingToRelease):
        reveal_released(small.lead, small.campaign)
    release_complete(small.lead, small.campaign)
    work.run_task(small.campaign.pk)
    complete(small.articles[2])
    assert reveal_released(small.lead, small.campaign) == 2
    work.run_task(small.campaign.pk)
    assert states(small) == ["revealed", "revealed", "open", "open"]
    assert numbers(small.campaign) == (0, 1, 0, 2)


def test_the_campaign_logs_what_was_asked_and_what_was_done(small: SmallCampaign) -> None:
    release_complete(small.lead, small.campaign)
    work.run_task(small.campaign.pk)
    reveal_released(small.lead, small.campaign)
    work.run_task(small.campaign.pk)
    events = [(event.verb, event.payload, event.actor) for event in small.campaign.events.order_by("pk")]
    verbs = (RELEASE_STARTED, RELEASED, REVEAL_STARTED, REVEALED)
    assert events == [(verb, {"articles": 2}, small.lead) for verb in verbs]


def test_one_thing_at_a_time_and_what_died_goes_on(
    small: SmallCampaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH", 1)
    release_complete(small.lead, small.campaign)
    task = standing(small.campaign).task
    assert task
    assert work._move_batch(small.campaign, task) == 1
    complete(small.articles[2])
    with pytest.raises(StillReleasing):
        release_complete(small.lead, small.campaign)
    half_done = standing(small.campaign).task
    assert half_done
    assert (half_done.done, half_done.all) == (1, 2)
    work.run_task(small.campaign.pk)
    # The third was not complete when the others were asked for.
    assert states(small) == ["released", "released", "open", "open"]
    assert standing(small.campaign).task is None


def test_an_article_that_is_not_complete_any_more_stays_hidden(small: SmallCampaign) -> None:
    release_complete(small.lead, small.campaign)
    CampaignArticle.objects.filter(pk=small.articles[0].pk).update(completed_at=None)
    work.run_task(small.campaign.pk)
    assert states(small)[:2] == ["open", "released"]


def test_nothing_goes_on_for_who_may_not_any_more(small: SmallCampaign) -> None:
    release_complete(small.lead, small.campaign)
    small.team.memberships.filter(user=small.lead).update(role="annotator")
    work.run_task(small.campaign.pk)
    assert set(states(small)) == {"open"}
    with pytest.raises(PermissionRefused):
        release_complete(User.objects.get(pk=small.lead.pk), small.campaign)


def test_what_somebody_started_whose_account_is_gone_is_over(small: SmallCampaign) -> None:
    release_complete(small.lead, small.campaign)
    small.campaign.events.update(actor=None)
    assert standing(small.campaign).task is None


def test_a_finished_campaign_still_releases(small: SmallCampaign) -> None:
    Round.objects.filter(campaign_article__campaign=small.campaign).update(state=RoundState.CLOSED)
    release_complete(small.lead, small.campaign)
    work.run_task(small.campaign.pk)
    assert states(small)[:2] == ["released", "released"]


def test_the_page_releases_and_shows_how_far_it_is(small: SmallCampaign) -> None:
    client, url = client_of(small.lead), f"/campaigns/{small.campaign.pk}/release/"
    shown = client.get(url).content.decode()
    assert "<b data-complete>2</b>" in shown
    assert "Release 2 articles" in shown
    assert client.post(url).headers["Location"] == url
    assert 'value="0"' in client.get(url).content.decode()
    assert client.get(url, headers={"Accept": "application/json"}).json() == {
        "finished": False, "done": 0, "all": 2,
    }  # fmt: skip
    work.run_task(small.campaign.pk)
    shown = client.get(url).content.decode()
    assert "<b data-released>2</b>" in shown
    assert f"/campaigns/{small.campaign.pk}/reveal/" in shown
    assert f'button primary" href="/campaigns/{small.campaign.pk}/quality/' in shown


def test_the_reveal_is_confirmed(small: SmallCampaign) -> None:
    client, url = client_of(small.lead), f"/campaigns/{small.campaign.pk}/reveal/"
    assert 'data-action="reveal"' not in client.get(url).content.decode()
    release_complete(small.lead, small.campaign)
    work.run_task(small.campaign.pk)
    assert "Reveal 2 articles" in client.get(url).content.decode()
    client.post(url)
    work.run_task(small.campaign.pk)
    assert numbers(small.campaign) == (1, 0, 0, 2)


def test_the_api_does_what_the_pages_do(small: SmallCampaign) -> None:
    client, url = client_of(small.lead), f"/api/v1/campaigns/{small.campaign.pk}/"
    begun = client.post(f"{url}release/")
    assert (begun.status_code, begun.json()["task"]) == (202, {"reveals": False, "done": 0, "all": 2})
    assert client.post(f"{url}release/").status_code == 409
    work.run_task(small.campaign.pk)
    assert client.post(f"{url}reveal/").status_code == 202
    work.run_task(small.campaign.pk)
    assert client.get(f"{url}release/").json() == {
        "incomplete": 1, "complete": 0, "released": 0, "revealed": 2, "task": None,
    }  # fmt: skip


def test_a_task_that_stands_still_is_begun_again(
    small: SmallCampaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(work, "begin", begun.append)
    release_complete(small.lead, small.campaign)
    work.restart_stale_task(small.campaign, standing(small.campaign).task)
    assert begun == []
    small.campaign.events.update(created_at=timezone.now() - work.STALE_AFTER - timedelta(seconds=1))
    CampaignArticle.objects.update(completed_at=timezone.now() - timedelta(days=1))
    work.restart_stale_task(small.campaign, standing(small.campaign).task)
    assert begun == [small.campaign.pk]
