"""Takes the README's pictures of a running site: python scripts/pictures.py http://localhost:8000 EMAIL PASSWORD"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.browser import find

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "annotate" / "demo" / "article.md"


def main(address: str, email: str, password: str) -> None:
    """Signs in as the demo's teacher and walks from upload to report."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--headless", "--no-sandbox"])
        page = signed_in(browser, address, email, password, width=1280, height=800)
        upload_and_review(page)
        page.goto("/articles/")
        page.get_by_role("link", name="Harbour Bridge").last.click()
        page.get_by_role("button", name="Mark it").click()
        page.wait_for_selector("html[data-ready]")
        round_address = page.url
        page.locator("[data-list] button", has_text="so-called").first.click()
        shoot(page, "mark")
        page.get_by_role("link", name="Report").click()
        shoot(page, "report")
        phone = signed_in(browser, address, email, password, width=390, height=780)
        phone.goto(round_address)
        phone.wait_for_selector("html[data-ready]")
        shoot(phone, "phone")
        browser.close()


def signed_in(browser: Browser, address: str, email: str, password: str, width: int, height: int) -> Page:
    """A page of its own, signed in."""
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
    """The sample, pasted once more; the copy is deleted afterwards."""
    page.goto("/articles/new/")
    page.get_by_label("Paste the article").fill(SAMPLE.read_text(encoding="utf-8").strip())
    shoot(page, "upload")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/review/")
    shoot(page, "review")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()


def shoot(page: Page, name: str) -> None:
    """One picture."""
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
