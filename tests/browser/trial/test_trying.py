"""A newcomer tries the site from the home page, sees a report, signs up, and finds it kept."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotate.models import Annotation, Round
from people.models import User
from tests.browser.annotation_page import mark, ready, saved

pytestmark = pytest.mark.django_db(transaction=True)
LOCAL_TIME = """() => new Date(document.querySelector("[data-ends]").dateTime)
  .toLocaleTimeString("en", { timeStyle: "short" })"""
OWN_TEXT = "The lighthouse was painted red on Monday.\n\nIt is a disgrace, said the keeper."


def report_of(page: Page) -> str:
    """The path of the report of the newest round."""
    return reverse("reports:report", args=[Round.objects.latest("pk").text.article_id])


def try_sample(page: Page) -> None:
    page.locator("[data-action=try]").click()
    page.wait_for_url(re.compile(r"/rounds/\d+/$"))
    ready(page)


def sign_up(page: Page, email: str = "ana@home.example") -> None:
    page.locator("[name=email]").fill(email)
    page.locator("[name=name]").fill("Ana")
    page.locator("[name=password1]").fill("a-long-password-7")
    page.locator("[name=password1]").press("Enter")


def test_from_the_home_page_to_a_kept_report(visit: Callable[..., Page]) -> None:
    page = visit(reverse("home"), timezone_id="America/Bogota")
    expect(page.locator("main .primary")).to_have_count(1)
    try_sample(page)
    mark(page, "splashed out", "4")
    saved(page)
    report = report_of(page)
    page.locator(f"header a[href='{report}']").click()
    expect(page.locator(".report mark").first).to_be_visible()
    # In the reader's own time zone, without the name of a month.
    shown = page.evaluate(LOCAL_TIME)
    expect(page.locator("[data-ends]")).to_contain_text(shown)
    page.locator("[data-action=keep]").click()
    expect(page.locator("[data-trial]")).to_be_visible()
    sign_up(page)
    page.wait_for_url(f"**{report}")
    expect(page.locator(".report mark").first).to_be_visible()
    expect(page.locator("[data-ends]")).to_have_count(0)
    page.goto(reverse("articles:list"))
    expect(page.locator(f"a[href*='{report.removesuffix('report/')}']").first).to_be_visible()
    user = User.objects.get()
    assert (user.email, user.trial_ends_at) == ("ana@home.example", None)


def test_what_was_not_sent_yet_arrives_after_signing_up(visit: Callable[..., Page]) -> None:
    """Who signs up keeps their key, so that the outbox of the browser is still theirs."""
    page = visit(reverse("home"))
    try_sample(page)
    highlighting = page.url
    mark(page, "splashed out", "4")
    saved(page)
    page.route("**/api/v1/rounds/*/annotations/**", lambda route: route.abort())
    mark(page, "heartless", "3")
    expect(page.locator("[data-saved][data-state=kept]")).to_be_visible()
    page.unroute("**/api/v1/rounds/*/annotations/**")
    assert Annotation.objects.count() == 1
    page.goto(reverse("account_signup"))
    sign_up(page)
    page.wait_for_url("**/report/")
    page.goto(highlighting)
    saved(ready(page))
    assert {row.quote for row in Annotation.objects.all()} == {"splashed out", "heartless"}


@pytest.mark.parametrize("width", [390, 1440])
def test_a_text_of_ones_own(visit: Callable[..., Page], width: int) -> None:
    page = visit(reverse("home"), viewport={"width": width, "height": 844})
    page.locator(f"main a[href='{reverse('annotate:try')}']").click()
    page.locator("textarea[name=text]").fill(OWN_TEXT)
    page.locator("[data-action=try-own]").click()
    page.wait_for_url(re.compile(r"/rounds/\d+/$"))
    ready(page)
    assert Round.objects.get().text.body == OWN_TEXT
    # Home, and on from there.
    page.locator("header a.back").click()
    expect(page.locator("[data-trial] .primary")).to_have_count(1)
    page.locator("[data-trial] .primary").click()
    ready(page)


def test_it_can_be_deleted_at_once(visit: Callable[..., Page]) -> None:
    page = visit(reverse("home"))
    try_sample(page)
    page.goto(report_of(page))
    page.locator("[data-action=delete-trial]").click()
    page.locator("[data-action=delete]").click()
    expect(page.locator("[data-action=try]")).to_be_visible()
    assert not User.objects.exists()
    assert not Round.all_objects.exists()


def test_it_works_without_scripts_up_to_highlighting(visit: Callable[..., Page]) -> None:
    page = visit(reverse("annotate:try"), java_script_enabled=False)
    page.locator("textarea[name=text]").fill(OWN_TEXT)
    page.locator("[data-action=try-own]").click()
    expect(page.locator("#text")).to_contain_text("The lighthouse was painted red")
    page.goto(report_of(page))
    expect(page.locator("[data-ends]")).to_contain_text(re.compile(r"\d"))
