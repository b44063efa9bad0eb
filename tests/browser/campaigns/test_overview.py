"""The page of a campaign: annotators get an article and give it back, leads sort people, all on a phone."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from campaigns.enums import AssignmentState
from campaigns.models import Campaign
from tests.browser.annotation_page import ready
from tests.browser.pages.test_accessibility import violations
from tests.campaigns.overview.work import assign
from tests.campaigns.small import small_campaign

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_somebody_gets_an_article_with_the_keyboard_and_gives_it_back(
    visit: Callable[..., Page], transactional_db: None
) -> None:
    small = small_campaign(people=1, articles=2)
    page = visit(f"/campaigns/{small.campaign.pk}/", small.people[0], bypass_csp=True, **PHONE)
    page.locator("[data-next=next] button").press("Enter")
    ready(page)
    page.goto(f"/campaigns/{small.campaign.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    page.locator("[data-next='go on'] summary").press("Enter")
    page.locator("[data-next='go on'] form button").press("Enter")
    expect(page.locator("[data-next=next]")).to_be_visible()
    expect(page.locator(".own-articles li")).to_have_count(1)


def test_leads_see_who_needs_help_and_sort_people(visit: Callable[..., Page], transactional_db: None) -> None:
    small = small_campaign(people=3, articles=3, per_article=1)
    Campaign.objects.update(created_at=timezone.now() - timedelta(days=9))
    assign(small, 1, 0, AssignmentState.COUNTED, days=1)
    assign(small, 2, 1, AssignmentState.OPEN, days=4)
    page = visit(f"/campaigns/{small.campaign.pk}/", small.lead, bypass_csp=True)
    expect(page.locator("[data-need]")).to_have_count(1)
    page.get_by_role("button", name="Handed in").click()
    page.get_by_role("button", name="Handed in").click()
    expect(page.locator("[data-person] th").first).to_contain_text("Annotator 2")
    assert violations(page) == []
    page.set_viewport_size(PHONE["viewport"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
