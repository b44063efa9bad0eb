"""A teacher reads off the results what most missed, allows a second tag, and a pupil sees the reason and the score."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Round
from tests.reports.results.exercise import EXTRA, WHY, answer_on, reveal, set_exercise
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
COMMENT = "You read the second half closely."


@pytest.fixture
def revealed(world: World) -> Round:
    """The exercise after its reveal."""
    return reveal(world, set_exercise(world))


def score_of(page: Page, name: str) -> str:
    """Return the score in the table, as shown."""
    row = page.locator("tr[data-person]").filter(has=page.get_by_role("link", name=name, exact=True))
    return row.locator("[data-score]").inner_text()


def test_a_second_tag_is_allowed_and_the_pupil_reads_why(
    visit: Callable[..., Page], world: World, revealed: Round
) -> None:
    teacher = visit(f"/rounds/{revealed.pk}/about/", world.teacher)
    teacher.locator("[data-results]").click()
    expect(teacher.locator("[data-talk=missed] li")).to_have_count(1)
    expect(teacher.locator("[data-talk=missed] li")).to_contain_text("We will not be silent")
    assert score_of(teacher, "classmate") == "0 %"
    teacher.locator("[data-talk=confusion] .button").click()
    expect(teacher.locator("[data-raised]")).to_have_attribute("data-raised", "2")
    teacher.locator("[name=reason]").fill(WHY)
    teacher.keyboard.press("Enter")
    expect(teacher.locator("[data-notice=key-changed]")).to_be_visible()
    expect(teacher.locator("[data-changed=also]")).to_contain_text(WHY)
    assert score_of(teacher, "classmate") == "40 %"

    pupil = visit(f"/rounds/{revealed.pk}/feedback/", world.classmate)
    expect(pupil.locator("[data-changed=also]")).to_contain_text(WHY)
    expect(pupil.locator(".score")).to_contain_text("40")

    teacher.locator("[data-notice=key-changed] [data-action=undo]").click()
    expect(teacher.locator("[data-notice=change-undone]")).to_be_visible()
    assert score_of(teacher, "classmate") == "0 %"


def test_a_passage_that_many_highlighted_is_added(
    visit: Callable[..., Page], world: World, revealed: Round
) -> None:
    teacher = visit(f"/rounds/{revealed.pk}/results/", world.teacher, viewport={"width": 390, "height": 800})
    expect(teacher.locator("[data-talk=extra]")).to_contain_text(EXTRA)
    teacher.locator("[data-talk=extra] .button").click()
    teacher.locator("main form .primary").click()
    expect(teacher.locator("[data-notice=key-changed]")).to_be_visible()
    added = answer_on(revealed, EXTRA)
    expect(teacher.locator(f"[data-answer='{added.pk}'] [data-outcome=found]")).to_contain_text("2")
    assert teacher.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_tables_are_sorted_by_any_column(visit: Callable[..., Page], world: World, revealed: Round) -> None:
    page = visit(f"/rounds/{revealed.pk}/results/", world.teacher)
    names = page.locator(".people tbody th a")
    page.locator(".people [data-sort='1']").click()
    expect(names).to_have_text(["classmate", "pupil"])
    page.locator(".people [data-sort='1']").click()
    expect(names).to_have_text(["pupil", "classmate"])
    page.locator(".answers [data-sort='4']").click()
    page.locator(".answers [data-sort='4']").click()
    expect(page.locator(".answers tbody tr").first).to_contain_text("We will not be silent")


def test_one_persons_work_is_commented_on_from_one_to_the_next(
    visit: Callable[..., Page], world: World, revealed: Round
) -> None:
    teacher = visit(f"/rounds/{revealed.pk}/results/", world.teacher)
    teacher.get_by_role("link", name="classmate", exact=True).click()
    teacher.locator("[rel=next]").click()
    teacher.wait_for_url(f"**/results/{world.pupil.pk}/")
    teacher.locator(".review summary").click()
    teacher.locator("[name=comment]").fill(COMMENT)
    teacher.locator("[name=percent]").fill("75")
    teacher.locator(".review .primary").click()
    expect(teacher.locator("[data-override]")).to_contain_text("75")
    expect(teacher.locator("[data-computed]")).to_contain_text("33")
    # Each lane can be left out, without any script.
    key = teacher.locator("mark.key").first
    expect(key).to_have_css("text-decoration-line", "underline")
    teacher.locator("#show-key").uncheck()
    expect(key).to_have_css("text-decoration-line", "none")

    pupil = visit(f"/rounds/{revealed.pk}/feedback/", world.pupil)
    expect(pupil.locator("[data-review]")).to_contain_text(COMMENT)
    expect(pupil.locator("[data-set-score]")).to_contain_text("75")


def test_the_projector_lays_the_key_over_the_class_and_steps_through_what_most_missed(
    visit: Callable[..., Page], world: World, revealed: Round
) -> None:
    page = visit(f"/rounds/{revealed.pk}/results/", world.teacher)
    page.locator("[data-talk=missed] .primary").click()
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator("[data-quote]")).to_have_text("We will not be silent")
    # The tag of the answer, although nobody found it, and how many missed it.
    expect(page.locator("[data-bars] li")).to_have_count(2)
    expect(page.locator("[data-bars] li").first).to_have_class("tag-opinion")
    expect(page.locator("[data-vote]")).to_be_hidden()
    painted = "CSS.highlights.get('key-opinion').size"
    assert page.evaluate(painted) == 0
    page.keyboard.press("k")
    expect(page.locator("[data-key]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(painted) == 1
    page.locator("[data-key]").click()
    assert page.evaluate(painted) == 0
    page.locator("[data-topic=disputed]").click()
    expect(page.locator("[data-vote]")).to_be_visible()
    expect(page.locator("[data-heading=missed]")).to_be_hidden()


def test_a_projector_without_a_key_is_as_it_was(visit: Callable[..., Page], world: World) -> None:
    page = visit(f"/rounds/{world.round.pk}/projector/", world.teacher)
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator("[data-key], [data-topic]")).to_have_count(0)
    page.keyboard.press("k")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-quote]")).to_be_visible()
