"""A class works on two articles with questions: once handed in, once revealed, and answers side by side."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.access import own_answers
from annotate.assignments.actions import save_answers
from annotate.models import Annotation, Assignment, Layer
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.browser.annotation_page import place, ready, reveal, saved, tap_tag
from tests.world import World

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def assignment(world: World) -> Assignment:
    """Two articles for the class, which has nothing else to do."""
    world.round.move_to_bin(None)
    return make_assignment(world)


def tap(page: Page, word: str, tag: str) -> None:
    """Tap a word, then a tag, and wait until the highlight is saved."""
    left, top, right, _ = place(page, word)
    page.touchscreen.tap((left + right) / 2, top)
    tap_tag(page, tag)
    saved(page)


def test_a_pupil_on_a_phone_works_through_it_and_hands_in_once(
    visit: Callable[..., Page], world: World, assignment: Assignment
) -> None:
    first, second = rounds_of(assignment)
    page = ready(visit(f"/teams/{world.team.pk}/enter/", world.pupil, **PHONE))
    expect(page).to_have_url(f"{page.url.split('/rounds')[0]}/rounds/{first.pk}/")
    tap(page, "shameful", "loaded-language")
    page.locator("[data-set-end] [data-next-article]").tap()
    page.wait_for_url(f"**/rounds/{second.pk}/")
    ready(page)
    page.locator("[data-hand-in=submit]").tap()
    # What is missing is said: this article has no highlight, and the questions no answer.
    expect(page.locator("[data-hand-in-dialog] [data-questions]")).to_be_visible()
    page.locator("[data-hand-in-dialog] [data-questions] a").tap()
    page.wait_for_url(f"**/assignments/{assignment.pk}/**")
    ready(page)
    page.locator("#answer-1").fill("The Herald does.")
    page.locator("#answer-2").fill("The neighbours.")
    page.locator("[data-action=hand-in]").tap()
    expect(page.locator("[data-empty-articles='1'][data-unanswered='0']")).to_be_visible()
    page.locator("[data-empty-articles] a").tap()
    page.wait_for_url(f"**/rounds/{second.pk}/")
    ready(page)
    tap(page, "surprised", "opinion")
    page.locator("[data-hand-in=submit]").tap()
    page.locator("[data-hand-in-dialog] button[value=hand-in]").tap()
    expect(page.locator("[data-handed-in=on-time]")).to_be_visible()
    layers = Layer.objects.filter(annotator=world.pupil, round__in=(first, second))
    assert [layer.submitted_at is not None for layer in layers] == [True, True]
    assert Annotation.objects.filter(layer__in=layers).count() == 2
    page.goto(f"/assignments/{assignment.pk}/")
    expect(page.locator("[data-submission=on-time]")).to_be_visible()
    expect(page.locator("[data-answer]")).to_have_count(2)
    assert own_answers(world.pupil, assignment) == {1: "The Herald does.", 2: "The neighbours."}
    page.locator("[data-action=withdraw]").tap()
    expect(page.locator("#answer-1")).to_have_value("The Herald does.")


def test_what_is_written_without_a_network_is_not_lost(
    visit: Callable[..., Page], world: World, assignment: Assignment
) -> None:
    address = f"/assignments/{assignment.pk}/"
    page = ready(visit(address, world.pupil))
    page.route("**/answers/*/", lambda route: route.abort())
    page.locator("#answer-1").fill("Written on the train.")
    expect(page.locator("[data-status][data-state=kept]")).to_be_visible()
    assert own_answers(world.pupil, assignment) == {}
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.unroute("**/answers/*/")
    page.goto(address)
    ready(page)
    expect(page.locator("#answer-1")).to_have_value("Written on the train.")
    expect(page.locator("[data-status][data-state=saved]")).to_be_visible()
    assert own_answers(world.pupil, assignment) == {1: "Written on the train."}
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('claimlight-answer')).length")
        == 0
    )


def test_a_teacher_reveals_once_and_reads_the_answers_side_by_side(
    visit: Callable[..., Page], world: World, assignment: Assignment
) -> None:
    save_answers(world.pupil, assignment, {1: "The Herald does."})
    save_answers(world.classmate, assignment, {1: "Both do.", 2: "Nobody."})
    page = visit(f"/assignments/{assignment.pk}/answers/", world.teacher)
    expect(page.locator("[data-no-answers]")).to_be_visible()
    expect(page.locator("[data-answer]")).to_have_count(0)
    page.goto(f"/assignments/{assignment.pk}/")
    reveal(page)
    expect(page.locator("[aria-current=step]")).to_be_visible()
    assert {round_.state for round_ in rounds_of(assignment)} == {"revealed"}
    page.locator("[data-answers-link]").click()
    expect(page.locator("[data-section='1'] [data-answer]")).to_have_count(2)
    page.wait_for_load_state()
    boxes = [card.bounding_box() for card in page.locator("[data-section='1'] [data-answer]").all()]
    assert len({box and box["y"] for box in boxes}) == 1, "they stand side by side"
    expect(page.get_by_text("classmate")).not_to_have_count(0)
    page.locator("[data-names=hide]").click()
    expect(page.locator("[data-names=show]")).to_be_visible()
    expect(page.locator("[data-answer]")).to_have_count(3)
    assert "classmate" not in page.content()
