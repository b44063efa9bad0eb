"""Why articles are incomplete, and how far a campaign is."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.assigning.actions import give_back, next_article
from campaigns.assigning.incomplete import incomplete
from campaigns.assigning.progress import progress
from campaigns.enums import AssignmentState, CampaignState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from people.models import User
from tests.campaigns.assigning.working import wait, work
from tests.campaigns.small import SmallCampaign, add_articles, small_campaign, write_key

pytestmark = pytest.mark.django_db


def only(small: SmallCampaign) -> Any:
    """Return the one article that is incomplete."""
    [row] = incomplete(Campaign.objects.get(pk=small.campaign.pk))
    return row


def test_it_is_at_work() -> None:
    """Who has it, since when, and whether it may go to somebody else."""
    small = small_campaign(people=2, articles=1, per_article=1)
    assignment = next_article(small.people[0], small.campaign)
    [holder] = only(small).holders
    assert (only(small).reason, holder.name, holder.since) == (
        "at-work",
        "Annotator 1",
        assignment.assigned_at,
    )
    assert not holder.abandoned
    wait(assignment)
    assert only(small).holders[0].abandoned


def test_it_waits_for_somebody_to_ask() -> None:
    """Or for the campaign to go on."""
    small = small_campaign(articles=1)
    assert only(small).reason == "waiting"
    Campaign.objects.update(state=CampaignState.PAUSED)
    assert only(small).reason == "not-running"


def test_nobody_is_left() -> None:
    """One person cannot hand in twice."""
    small = small_campaign(people=1, articles=1, per_article=2)
    work(small, small.people[0])
    assert (only(small).reason, only(small).counted, only(small).needed) == ("nobody-left", 1, 2)


def test_all_have_reached_the_maximum() -> None:
    """The second article is left over."""
    small = small_campaign(people=1, articles=2, per_article=1, max_per_person=1)
    work(small, small.people[0])
    assert only(small).reason == "maximum"


def test_nobody_has_passed() -> None:
    """Practice articles themselves are not listed."""
    small = small_campaign(people=1, articles=1, per_article=1)
    [practice] = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    write_key(small.lead, practice)
    assert only(small).reason == "practice"
    # The one reason there is is explained at once.
    page = f"/campaigns/{small.campaign.pk}/incomplete/"
    assert "has not passed the practice articles" in text(signed_in(small.lead), page)


def test_a_control_article_lacks_its_key() -> None:
    """It is handed out once it has one."""
    small = small_campaign(people=2, articles=0)
    [control] = add_articles(small.lead, small.campaign, 1, Purpose.CONTROL)
    assert only(small).reason == "no-key"
    write_key(small.lead, control)
    assert (only(small).reason, only(small).waits_for) == ("waiting", ("Annotator 1", "Annotator 2"))


def test_a_plan_names_nobody_or_somebody_who_gave_it_back() -> None:
    """A lead decides what is to be done."""
    small = small_campaign(people=1, articles=1, distribution=Distribution.PLANNED)
    assert only(small).reason == "not-planned"
    ArticleAssignment.objects.create(
        article=small.articles[0],
        annotator=small.people[0],
        state=AssignmentState.PLANNED,
        assigned_at=timezone.now(),
    )
    assert (only(small).reason, only(small).waits_for) == ("waiting", ("Annotator 1",))
    give_back(small.people[0], next_article(small.people[0], small.campaign))
    assert (only(small).reason, only(small).waits_for) == ("given-back", ("Annotator 1",))


def test_progress() -> None:
    """Two articles by two people each, one by everyone; one person has handed in two and has a third."""
    small = small_campaign(people=3, articles=3, per_article=2)
    CampaignArticle.objects.filter(pk=small.articles[0].pk).update(for_everyone=True)
    for person in small.people:
        work(small, person)
    work(small, small.people[0])
    last = next_article(small.people[0], small.campaign)
    now = progress(small.campaign)
    assert (now.complete, now.begun, now.untouched) == (1, 2, 0)
    assert (now.handed_in, now.needed, now.left) == (4, 7, 3)
    assert [(one.done, one.open, one.since) for one in now.people] == [
        (2, 1, last.assigned_at),
        (1, 0, None),
        (1, 0, None),
    ]


def test_the_page_of_leads() -> None:
    """It lists who has what, and a lead takes an article back there."""
    small = small_campaign(people=1, articles=2)
    assignment = next_article(small.people[0], small.campaign)
    browser = signed_in(small.lead)
    page = f"/campaigns/{small.campaign.pk}/incomplete/"
    assert "Quillmouth 2" not in text(browser, f"{page}?reason=nobody-left")
    assert "Annotator 1</b> has it since" in text(browser, page)
    values = {"round": assignment.article.round_id, "person": small.people[0].pk}
    response = browser.post(f"/campaigns/{small.campaign.pk}/give-back/", values)
    assert response["Location"] == page
    assert "has it since" not in text(browser, page)


def test_what_somebody_has_to_do_is_one_click_away() -> None:
    small = small_campaign(people=1, articles=1)
    [practice] = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    write_key(small.lead, practice)
    training = f'href="/campaigns/{small.campaign.pk}/training/"'
    shown = text(signed_in(small.lead), f"/campaigns/{small.campaign.pk}/incomplete/?reason=practice")
    assert f"{training} data-place" in shown
    practice.delete()
    shown = text(signed_in(small.lead), f"/campaigns/{small.campaign.pk}/incomplete/")
    assert "data-place" not in shown


def test_the_pages_of_annotators() -> None:
    """The next article, and back to the campaign when there is none."""
    small = small_campaign(people=1, articles=1)
    browser = signed_in(small.people[0])
    home = f"/campaigns/{small.campaign.pk}/"
    assert browser.post(f"{home}next/")["Location"] == f"/rounds/{small.articles[0].round_id}/"
    assert (
        browser.post(f"{home}give-back/", {"round": small.articles[0].round_id})["Location"] == f"{home}own/"
    )
    assert browser.post(f"{home}next/")["Location"] == f"{home}own/"
    assert "no article left for you" in text(browser, home)


def test_the_api() -> None:
    """The same through the API."""
    small = small_campaign(people=1, articles=1)
    browser, lead = signed_in(small.people[0]), signed_in(small.lead)
    api = f"/api/v1/campaigns/{small.campaign.pk}/"
    got = browser.post(f"{api}next/").json()
    assert (got["round"], got["state"]) == (small.articles[0].round_id, "open")
    [row] = lead.get(f"{api}incomplete/").json()["results"]
    assert (row["reason"], row["holders"][0]["person"]["name"]) == ("nobody-left", "Annotator 1")
    given = browser.post(f"{api}give-back/", {"round": got["round"]}, "application/json")
    assert given.status_code == 204
    assert browser.post(f"{api}next/").json()["type"] == "urn:claimlight:problem:nothing-left"


def signed_in(person: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


def text(browser: Client, address: str) -> str:
    """Return a page."""
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_numbers_that_no_database_holds_are_refused() -> None:
    small = small_campaign(people=1, articles=1)
    browser = Client()
    browser.force_login(small.people[0])
    sent = {"round": 2**70}
    assert browser.post(f"/campaigns/{small.campaign.pk}/give-back/", sent).status_code == 422
    url = f"/api/v1/campaigns/{small.campaign.pk}/give-back/"
    assert browser.post(url, sent, content_type="application/json").status_code == 400
