"""Training on a phone: somebody fails, tries again and passes; guidelines stay as they were left."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from campaigns.enums import Purpose
from tests.browser.annotation_page import hand_in, mark, ready, saved
from tests.browser.pages.test_accessibility import violations
from tests.campaigns.small import add_articles, small_campaign, write_key

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_somebody_fails_tries_again_and_passes(visit: Callable[..., Page], transactional_db: None) -> None:
    small = small_campaign(people=1, articles=1)
    write_key(small.lead, add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)[0])
    path = f"/campaigns/{small.campaign.pk}/training/"
    page = visit(path, small.people[0], bypass_csp=True, **PHONE)
    page.locator("[data-training=not-begun] button").click()
    ready(page)
    mark(page, "shameful", "4")
    saved(page)
    hand_in(page)
    # Handing in leads to the feedback, and it to another attempt.
    page.locator("[data-training=practising] button.primary").click()
    ready(page)
    mark(page, "It was a disgrace", "3")
    saved(page)
    hand_in(page)
    expect(page.locator("[data-training=passed]")).to_be_visible()
    page.locator("[data-training=passed] button").click()
    ready(page)
    expect(page.locator("[data-done='0']")).to_be_visible()
    mark(page, "shameful", "4")
    saved(page)
    expect(page.locator("[data-next]")).to_be_hidden()
    hand_in(page)
    expect(page.locator("[data-next]")).to_be_visible()
    expect(page.locator("[data-done]")).to_have_text("1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    page.goto(path)
    assert violations(page) == []


def test_guidelines_stay_as_they_were_left(visit: Callable[..., Page], transactional_db: None) -> None:
    small = small_campaign(people=1, articles=1, guidelines="Read *twice*.")
    article = small.articles[0].round
    article.participants.add(small.people[0])
    page = visit(f"/rounds/{article.pk}/", small.people[0])
    panel, toggle = page.locator("[data-guidelines]"), page.locator("[data-guidelines-toggle]")
    ready(page)
    expect(panel).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    toggle.click()
    expect(panel).to_be_hidden()
    ready(page.reload() and page)
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(panel).to_be_hidden()
    page.set_viewport_size(PHONE["viewport"])
    toggle.click()
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(toggle).to_be_focused()
