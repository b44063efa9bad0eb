"""A newcomer comes to a class that works on a ready lesson, and the clicks are counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Round
from people.models import JoinCode, Team
from tests.browser.annotating.test_touch import PHONE, tap
from tests.browser.annotation_page import ready, reveal, saved, tap_tag, wait_for
from tests.browser.pages.test_whole_job import sign_up

pytestmark = pytest.mark.django_db(transaction=True)

COUNT_CLICKS = """() => {
  sessionStorage.clicks ??= 0;
  addEventListener("pointerdown", () => { sessionStorage.clicks++; }, true);
}"""
# Whether a highlight with this tag is drawn on the text.
DRAWN = "(tag) => [...CSS.highlights].some(([name, ranges]) => name.startsWith(tag) && ranges.size)"
SLUG, WORD, TAG = "news-or-opinion", "library", "fact"


def counting(page: Page) -> None:
    """Count what is clicked on this page from now on, on all pages."""
    page.add_init_script(f"({COUNT_CLICKS})()")


def clicks(page: Page) -> int:
    """Return how often somebody has clicked."""
    return int(page.evaluate("sessionStorage.clicks"))


def test_from_the_home_page_to_a_class_that_works(visit: Callable[..., Page]) -> None:
    teacher = visit("/")
    counting(teacher)
    sign_up(teacher)
    teacher.wait_for_url("**/welcome/")
    expect(teacher.locator(".notice")).to_have_count(0)
    before = clicks(teacher)

    teacher.locator(f"[data-lesson={SLUG}]").click()
    teacher.locator("[name=name]").click()
    teacher.keyboard.type("Class 7c")
    teacher.locator("[data-action=use]").click()
    expect(teacher.locator(".board-code")).to_be_visible()
    assert clicks(teacher) - before == 3
    expect(teacher.locator(".board-qr svg")).to_be_visible()

    round_ = Round.objects.get()
    pupil = visit(f"/join/?code={JoinCode.objects.get().code}", **PHONE)
    pupil.locator("[name=nickname]").fill("Ada")
    pupil.keyboard.press("Enter")
    pupil.locator("[data-action=code-noted]").click()
    # The exercise that is open is a pupil's first page.
    pupil.wait_for_url(f"**/rounds/{round_.pk}/")
    ready(pupil)
    tap(pupil, WORD)
    tap_tag(pupil, TAG)
    saved(pupil)
    expect(teacher.locator("[data-count]")).to_have_text("1")

    teacher.goto(f"/rounds/{round_.pk}/about/")
    reveal(teacher)
    teacher.locator(f"[href='/rounds/{round_.pk}/projector/']").first.click()
    ready(teacher)
    wait_for(teacher, DRAWN, arg=TAG)


def test_the_same_lesson_in_a_second_class(visit: Callable[..., Page]) -> None:
    teacher = visit("/")
    sign_up(teacher)
    teacher.wait_for_url("**/welcome/")
    for name in ("Class 7c", "Class 8a"):
        teacher.goto(f"/lessons/built-in/{SLUG}/")
        if name != "Class 7c":
            teacher.locator("select[name=team]").select_option("new")
        teacher.locator("[name=name]").fill(name)
        teacher.locator("[data-action=use]").click()
        expect(teacher.locator(".board-code")).to_be_visible()
    teams = list(Team.objects.order_by("pk"))
    rounds = list(Round.objects.order_by("pk"))
    assert [round_.text.article.team for round_ in rounds] == teams
    assert rounds[0].text.body == rounds[1].text.body
    assert rounds[0].text.pk != rounds[1].text.pk
