"""After handing in, a reader walks through the three lists by keyboard; a teacher decides which hints there are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.annotations.actions import submit_layer
from annotate.enums import HintTiming
from annotate.models import Round, ShownHint
from annotate.rounds.actions import RoundSettings, create_round
from articles.models import Article
from tests.browser.annotation_page import hand_in, mark, ready, saved
from tests.browser.conftest import Assignment
from tests.browser.pages.test_accessibility import violations
from tests.world import World
from tests.world import mark as mark_in

LOADED = ".tag-loaded-language"


@pytest.fixture
def exercise(world: World) -> Round:
    """An exercise without hints on a text in English."""
    Article.objects.filter(pk=world.article.pk).update(language="en")
    return create_round(world.teacher, world.text, RoundSettings())


@pytest.fixture
def lists(visit: Callable[..., Page], world: World, exercise: Round) -> Callable[..., Page]:
    """``lists(**context)``: the lists of the pupil, who has highlighted a loaded word and something else."""

    def open_lists(**context: object) -> Page:
        Round.objects.filter(pk=exercise.pk).update(hints=HintTiming.AFTER_HAND_IN)
        mark_in(world.pupil, exercise, "globalist", "loaded-language")
        mark_in(world.pupil, exercise, "A second line", "opinion")
        submit_layer(world.pupil, Round.objects.get(pk=exercise.pk))
        return visit(f"/rounds/{exercise.pk}/hints/?more=1", world.pupil, **context)

    return open_lists


def test_a_class_hands_in_and_looks_at_the_three_lists(
    visit: Callable[..., Page], world: World, exercise: Round
) -> None:
    teacher = visit(f"/rounds/{exercise.pk}/settings/", world.teacher)
    teacher.locator("details.folded > summary").click()
    teacher.locator("[name=hints][value='after hand-in']").check()
    teacher.locator("form.settings button.primary").click()
    expect(teacher.locator("[data-hints='after hand-in']")).to_be_visible()

    page = ready(visit(f"/rounds/{exercise.pk}/", world.pupil))
    expect(page.locator("[data-hints]")).to_be_hidden()
    mark(page, "globalist", "4")
    saved(page)
    mark(page, "A second line", "3")
    saved(page)
    hand_in(page)
    expect(page.locator("header .primary:visible")).to_have_text(["Hints"])
    page.locator("[data-hints]").click()
    page.wait_for_url(f"**/rounds/{exercise.pk}/hints/")
    expect(page.locator("section:has(> #both)").get_by_text("globalist", exact=True)).to_be_visible()
    only_you = page.locator("section:has(> #only-you)")
    expect(only_you.get_by_text("A second line")).to_be_visible()
    expect(page.locator("#text mark")).to_have_count(2)


def test_the_lists_are_walked_and_answered_by_keyboard(lists: Callable[..., Page], world: World) -> None:
    page = lists()
    page.keyboard.press("n")
    expect(page.locator("#text .cue.current")).to_have_count(1)
    expect(page.locator("#text .cue.current")).to_be_in_viewport()
    entry = page.locator("[data-lists] li:focus")
    for _ in range(page.locator("section:has(> #both) li").count()):
        page.keyboard.press("n")
    expect(entry.locator("form")).to_have_count(1)
    key = entry.get_attribute("id").removeprefix("hint-")
    page.keyboard.press("d")
    expect(entry.locator("[data-key=d]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("u")
    expect(entry.locator("[aria-pressed=true]")).to_have_attribute("data-key", "u")
    expect(page.locator("[data-say]")).not_to_be_empty()
    assert ShownHint.objects.get(annotator=world.pupil).response == "unsure"
    page.reload()
    answer = page.locator(f"[id='hint-{key}'] [data-key=u]")
    expect(answer).to_have_attribute("aria-pressed", "true")
    answer.click()
    expect(answer).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("p")
    expect(page.locator("section:has(> #both) li:focus")).to_have_count(1)


def test_what_is_not_saved_says_so(lists: Callable[..., Page]) -> None:
    page = lists()
    page.context.set_offline(True)
    answer = page.locator("[data-key=m]").first
    answer.click()
    expect(page.locator("li .failed")).to_be_visible()
    expect(answer).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)
    answer.click()
    expect(answer).to_have_attribute("aria-pressed", "true")
    expect(page.locator("li .failed")).to_have_count(0)


def test_answers_need_no_script(lists: Callable[..., Page]) -> None:
    page = lists(java_script_enabled=False)
    page.locator("[data-key=m]").first.click()
    expect(page.locator("[data-key=m]").first).to_have_attribute("aria-pressed", "true")
    assert page.url.partition("#")[2].startswith("hint-")


def test_a_teacher_switches_a_kind_off(
    lists: Callable[..., Page], visit: Callable[..., Page], world: World
) -> None:
    page = lists()
    before = page.locator("[data-lists] li:has(.number)").count()
    loaded = page.locator(f"[data-lists] li{LOADED}:has(.number)")
    assert 0 < loaded.count() < before
    teacher = visit(f"/teams/{world.team.pk}/", world.teacher)
    teacher.locator(f"[href='/teams/{world.team.pk}/hints/']").click()
    for kind in ("loaded-words", "scare-quotes"):
        teacher.locator(f"[name=kind][value={kind}]").uncheck()
    teacher.locator("form:has(.kinds) button.primary").click()
    expect(teacher.locator("[data-notice=hint-kinds-saved]")).to_be_visible()
    expect(teacher.locator("[name=kind][value=loaded-words]")).not_to_be_checked()
    page.reload()
    expect(loaded).to_have_count(0)
    assert page.locator("[data-lists] li:has(.number)").count() > 0
    # The pupil's own highlight is theirs alone now.
    expect(page.locator("section:has(> #only-you)").get_by_text("globalist")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_phone_shows_them_one_below_the_other(lists: Callable[..., Page], language: str) -> None:
    screen = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = lists(locale=language, **screen)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".number").first.tap()
    expect(page.locator("#text .cue:target")).to_be_in_viewport()
    page.locator("#text .hint-number a").first.tap()
    expect(page.locator("[data-lists] li:target")).to_be_in_viewport()


def test_axe_finds_nothing(lists: Callable[..., Page]) -> None:
    page = lists(bypass_csp=True)
    assert violations(page) == []
    page.locator("[data-key=m]").first.click()
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    assert violations(page) == [], "answered"


def test_a_reader_alone_finds_them_at_any_time(visit: Callable[..., Page], assignment: Assignment) -> None:
    Article.objects.filter(pk=assignment.round.text.article_id).update(language="en")
    page = ready(visit(assignment.path, assignment.user))
    page.locator("[data-hints]").click()
    expect(page.locator("section:has(> #only-hint) li").first).to_be_visible()
