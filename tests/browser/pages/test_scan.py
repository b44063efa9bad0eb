"""A scan in the browser: its progress, and the words that are to be checked in the review."""

from collections.abc import Callable
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, ScanJob
from tests.articles.scans.pages import FIRST, as_file, picture
from tests.browser.pages.test_accessibility import violations
from tests.world import World


def test_an_uploaded_photo_leads_to_its_review(
    visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    photo = tmp_path / "ferry.png"
    photo.write_bytes(as_file(picture(FIRST)))
    page = visit("/articles/new/", world.teacher)
    page.locator("input[name=files]").set_input_files(photo)
    page.locator("form.upload button.primary").click()
    page.wait_for_url("**/articles/scans/*/")
    page.wait_for_url("**/review/", timeout=60_000)
    expect(page.locator("#text")).to_contain_text(FIRST[:40])


def test_progress_goes_on_without_a_reload_and_words_are_checked_one_by_one(
    visit: Callable[..., Page], world: World
) -> None:
    job = ScanJob.objects.create(
        owner=world.teacher, name="a.pdf", numbers=[1, 2], language="eng", state="reading", run="elsewhere",
        touched_at=timezone.now(),
    )  # fmt: skip
    job.file.save("scan", ContentFile(b"%PDF"))
    page = visit(f"/articles/scans/{job.pk}/", world.teacher, bypass_csp=True)
    expect(page.locator("[data-keep]")).to_be_hidden()
    assert violations(page) == [], "the progress"
    lines = [[[["Sure", 96], ["unsuro", 41], ["wcrds.", 50]], 0, 100, 50, 10, 1]]
    for number in (1, 2):
        job.pages.create(number=number, lines=lines)
    expect(page.locator("progress")).to_have_attribute("value", "2")
    page.locator("[data-keep] button").click()
    page.wait_for_url("**/review/", timeout=60_000)
    words = page.locator("#text u.uncertain")
    expect(words).to_have_text(["unsuro", "wcrds.", "unsuro", "wcrds."])
    assert violations(page) == [], "the review"
    page.locator("[data-next-word]").click()
    page.locator("[data-do=correct]").click()
    page.locator("#new-words").fill("unsure")
    page.keyboard.press("Enter")
    expect(words).to_have_text(["wcrds.", "unsuro", "wcrds."])
    page.locator("[data-next-word]").click()
    assert page.evaluate("String(getSelection())") == "wcrds."
    assert Article.objects.latest("pk").hand_edits
