"""Take the README's screenshots of a running site: python scripts/screenshots.py ADDRESS EMAIL PASSWORD"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.browsers import find_chromium

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# Who leads the demo's newsroom, with the password of all its logins, and its campaign.
LEAD, CAMPAIGN = "lead@claimlight.example", "What our local pages claim"
SAMPLE = ROOT / "annotate" / "demo" / "article.md"


def main(address: str, email: str, password: str) -> None:
    """Sign in as the demo's teacher and walk from upload to report; then show the newsroom's campaign."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--headless", "--no-sandbox"]
        )
        page = sign_in(browser, address, email, password, width=1280, height=800)
        upload_and_review(page)
        page.goto("/articles/")
        page.get_by_role("link", name="Harbour Bridge").last.click()
        page.locator("[data-action=highlight]").click()
        page.wait_for_selector("html[data-ready]")
        round_address = page.url
        page.locator("[data-list] button", has_text="so-called").first.click()
        take_screenshot(page, "mark")
        page.get_by_role("link", name="Report").click()
        take_screenshot(page, "report")
        page.goto(f"{round_address}projector/")
        page.locator("[data-step='1']").click()
        take_screenshot(page, "projector")
        phone = sign_in(browser, address, email, password, width=390, height=780)
        phone.goto(round_address)
        phone.wait_for_selector("html[data-ready]")
        take_screenshot(phone, "phone")
        lead = sign_in(browser, address, LEAD, password, width=1280, height=800)
        lead.goto("/articles/")
        lead.get_by_role("link", name=CAMPAIGN).click()
        lead.locator(".board").wait_for()
        take_screenshot(lead, "campaign")
        browser.close()


def sign_in(browser: Browser, address: str, email: str, password: str, width: int, height: int) -> Page:
    """Return a page in its own browser context, signed in."""
    size = {"width": width, "height": height}
    context = browser.new_context(base_url=address, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url("**/articles/")
    return page


def upload_and_review(page: Page) -> None:
    """Upload the sample once more, and delete the copy afterwards."""
    page.goto("/articles/new/")
    page.get_by_label("Paste the article").fill(SAMPLE.read_text(encoding="utf-8").strip())
    take_screenshot(page, "upload")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/review/")
    page.locator("#text[tabindex]").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", *["ArrowRight"] * 7, "Shift+ArrowRight"):
        page.keyboard.press(key)
    take_screenshot(page, "review")
    page.get_by_role("link", name="Delete").click()
    page.locator("[data-action=delete]").click()


def take_screenshot(page: Page, name: str) -> None:
    """Save a screenshot."""
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
