"""The main job, end to end: sign up, upload, review, mark, read and download the report."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from annotate.demo import FOLDER
from tests.browser.annotation_page import count, mark, ready, saved

pytestmark = pytest.mark.django_db(transaction=True)


def sign_up(page: Page) -> None:
    page.locator(".hero [href='/accounts/signup/']").click()
    page.locator("[name=name]").fill("Noor")
    page.locator("[name=email]").fill("noor@claimlight.example")
    page.locator("[name=password1]").fill("a-long-password-1")
    page.keyboard.press("Enter")


def test_from_an_article_to_its_pdf(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit("/")
    sign_up(page)
    page.locator("main [href='/articles/new/']").click()
    page.locator("[name=text]").fill((FOLDER / "article.md").read_text(encoding="utf-8"))
    page.locator("form.upload button").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Harbour Bridge: Council Rams Through Repair That “Nobody Asked For”"
    )
    expect(page.locator("[name=byline]")).to_have_value("Mirela Stanek")
    expect(page.locator("[name=published]")).to_have_value("2024-03-04")
    expect(page.locator("del", has_text="Subscribe to the Veldrin Lantern")).to_be_visible()
    page.locator(".clutter", has_text="Petra Olm").locator("button").click()
    expect(page.locator("ins.kept", has_text="Petra Olm")).to_be_visible()
    page.locator(".why.kept button").click()
    expect(page.locator(".clutter", has_text="Petra Olm")).to_be_visible()
    page.locator("form.next button.primary").click()

    ready(page)
    mark(page, "Rams Through", "4")
    page.locator("[data-card] [name=detail-neutral]").fill("passes")
    mark(page, "The bridge carries 11,000 vehicles a day", "1")
    mark(page, "an engineer warned the council about cracks", "2")
    page.locator("[data-card] [name=detail-source]").fill("Ferrymen’s Union")
    mark(page, "The council should have put the question to the people", "3")
    count(page, 4)
    saved(page)

    page.locator("header [href$='/report/']").click()
    report = page.get_by_role("main")
    for words in ("Rams Through", "passes", "11,000 vehicles", "Ferrymen’s Union", "put the question"):
        expect(report.get_by_text(words).first).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("PDF")).click()
    assert re.fullmatch(
        r"harbour-bridge-.*-report-\d{4}-\d\d-\d\d\.pdf", downloading.value.suggested_filename
    )
    file = tmp_path / "report.pdf"
    downloading.value.save_as(file)
    with pypdfium2.PdfDocument(file) as pdf:
        text = "".join(pdf_page.get_textpage().get_text_bounded() for pdf_page in pdf)
    assert "Ferrymen’s Union" in text


def test_a_report_without_marks_says_what_to_do_next(visit: Callable[..., Page], assignment: object) -> None:
    page = visit(f"/articles/{assignment.round.text.article_id}/report/", assignment.user)
    page.locator("main form button.primary").first.click()
    ready(page)
