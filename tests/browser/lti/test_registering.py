"""An administrator connects a learning platform in a browser: by an address, in a frame or a tab, or by the form."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from lti.models import Platform
from lti.registering.actions import PlatformDetails, register_platform
from people.models import User
from tests.browser.pages.test_accessibility import violations
from tests.lti.platform import LearningPlatform
from tests.lti.platform.services.registration import registration_address
from tests.world import PASSWORD


@pytest.fixture
def administrator(transactional_db: None) -> User:
    return User.objects.create_superuser("operator@school.example", PASSWORD, name="Kim")


@pytest.fixture
def settings_page(visit: Callable[..., Page], administrator: User) -> Page:
    """The page of the learning platforms, in the administrator's browser."""
    permissions = ["clipboard-read", "clipboard-write"]
    page = visit("/operations/", administrator, permissions=permissions, bypass_csp=False)
    page.get_by_role("link", name="Learning platforms").click()
    return page


def new_address(page: Page) -> str:
    """Create an address for registering and copy it."""
    page.locator("[data-action=create-address]").click()
    expect(page.locator("[data-registration-link]")).to_be_visible()
    # With its script, without which the button copies nothing.
    page.wait_for_load_state()
    button = page.locator("[data-registration-link] [data-copies]")
    button.click()
    expect(button).to_have_text("Copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_platform_registers_in_a_frame(
    settings_page: Page, visit: Callable[..., Page], unregistered_school: LearningPlatform
) -> None:
    address = new_address(settings_page)
    school = visit(f"/register?tool={quote(address)}", base_url=unregistered_school.url)
    expect(school.locator("body")).to_have_text("Registered")
    assert Platform.objects.get().deployments.get().accepted_at
    settings_page.goto("/lti/platforms/")
    expect(settings_page.locator("[data-platform]")).to_contain_text("127.0.0.1")


def test_a_platform_registers_in_a_tab(
    settings_page: Page, visit: Callable[..., Page], unregistered_school: LearningPlatform
) -> None:
    address = registration_address(unregistered_school, new_address(settings_page))
    school = visit("/keys", base_url=unregistered_school.url)
    heard = school.evaluate(
        "(address) => new Promise((resolve) => {"
        " addEventListener('message', ({ data }) => resolve(data)); open(address); })",
        address,
    )
    assert heard == {"subject": "org.imsglobal.lti.close"}


def test_a_page_that_refuses_is_seen_in_the_frame(
    settings_page: Page, visit: Callable[..., Page], unregistered_school: LearningPlatform
) -> None:
    address = new_address(settings_page)
    unregistered_school.fail("/.well-known/openid-configuration", 503)
    school = visit(f"/register?tool={quote(address)}", base_url=unregistered_school.url)
    expect(school.frame_locator("iframe").locator("[data-refused]")).to_contain_text("503")


def test_the_form_is_for_all_others(settings_page: Page) -> None:
    settings_page.locator("[data-action=form]").click()
    settings_page.get_by_role("link", name="Canvas").click()
    form = settings_page.locator("[data-form=platform]")
    form.locator("[name=client_id]").fill("10000000000123")
    form.locator("[data-action=connect]").click()
    expect(settings_page.locator("[data-notice=platform-connected]")).to_be_visible()
    settings_page.locator("[name=origins]").fill("https://school.instructure.com")
    settings_page.locator("[data-action=save]").click()
    expect(settings_page.locator("[data-notice=platform-changed]")).to_be_visible()
    settings_page.get_by_role("link", name="Remove…").click()
    settings_page.locator("[data-action=remove]").click()
    expect(settings_page.locator("[data-notice=platform-removed]")).to_be_visible()
    assert not Platform.objects.exists()


def test_no_violation(visit: Callable[..., Page], administrator: User) -> None:
    canvas = "https://canvas.instructure.com"
    details = PlatformDetails(canvas, "1", f"{canvas}/auth", f"{canvas}/token", f"{canvas}/keys")
    platform = register_platform(administrator, details)
    page = visit("/lti/platforms/", administrator, bypass_csp=True)
    own = f"/lti/platforms/{platform.pk}/"
    for path in ("/lti/platforms/", "/lti/platforms/new/?product=canvas", own, f"{own}remove/"):
        page.goto(path)
        for summary in page.locator("details:not([open]) summary").all():
            summary.click()
        assert violations(page) == [], path
    page.goto("/lti/platforms/")
    page.locator("[data-action=create-address]").click()
    expect(page.locator("[data-registration-link]")).to_be_visible()
    assert violations(page) == []
    page.goto(page.locator("#registration-link").text_content() or "")
    assert violations(page) == []
