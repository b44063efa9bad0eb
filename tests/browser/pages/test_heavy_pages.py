"""A page over very many highlights appears by itself, with scripts and without; the projector and the queue go on."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reports import cached_results
from reports.formats.documents.pdf import TOO_LARGE
from tests.background import busy_background
from tests.browser.annotation_page import ready
from tests.reports.many import many
from tests.world import World, mark
from web.cache import ByteLimitedCache


@pytest.fixture(autouse=True)
def background(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything counts as very much, and whoever asks waits for nothing."""
    settings.BACKGROUND_FROM_CHANGES = 0
    settings.BACKGROUND_WAIT_SECONDS = 0
    monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(100_000_000))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_it_appears_by_itself(visit: Callable[..., Page], world: World, scripts: bool) -> None:
    page = visit("/", world.teacher, java_script_enabled=scripts)
    for path, part in (
        (f"/rounds/{world.round.pk}/settle/", ".case"),
        (f"/articles/{world.article.pk}/report/", ".annotated"),
        (f"/articles/{world.article.pk}/report/compare/", "[data-only=left]"),
    ):
        with busy_background():
            answer = page.goto(path)
        assert answer is not None
        assert answer.status == 202
        expect(page.locator(part).first).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_the_projector_goes_on_to_the_next_passages(visit: Callable[..., Page], world: World) -> None:
    round_ = many(world, readers=3, marks=60)
    page = visit(f"/rounds/{round_.pk}/projector/", world.teacher)
    page.locator(".parts [rel=next]").click()
    expect(page.locator(".parts [rel=prev]")).to_be_visible()
    ready(page).keyboard.press("ArrowRight")
    expect(page.locator("[data-number]")).to_contain_text("51")
    expect(page.locator("[data-bars] li").first).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_takes_long_says_so_and_one_that_cannot_be_made_says_why(
    visit: Callable[..., Page], world: World, settings: Any
) -> None:
    settings.BACKGROUND_FROM_CHANGES = 1_000_000
    page = visit(f"/articles/{world.article.pk}/report/", world.teacher)
    pdf, status = page.locator(".downloads [href$='.pdf']"), page.locator("[data-download]")
    with page.expect_download(timeout=60_000) as saved:
        pdf.click()
        expect(status).to_have_attribute("data-download", "busy")
    assert saved.value.suggested_filename.endswith(".pdf")
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    expect(status).to_have_attribute("data-download", "saved")
    settings.PDF_SECONDS = 0
    mark(world.pupil, world.round, "Nobody", "opinion")
    pdf.click()
    expect(status).to_have_text(TOO_LARGE)
