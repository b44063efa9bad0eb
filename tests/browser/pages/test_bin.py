"""The wrong exercise is deleted during a lesson: it is undone at once, and no pupil has lost a highlight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Annotation, Round
from tests.browser.annotation_page import mark, ready, saved, stored_offline
from tests.world import World


def test_what_pupils_highlight_meanwhile_arrives_when_it_is_undone(
    visit: Callable[..., Page], transactional_db: None, world: World
) -> None:
    pupil = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    teacher = visit(f"/rounds/{world.round.pk}/delete/", world.teacher)
    teacher.locator("[data-action=delete]").click()
    expect(teacher.locator("[data-notice=deleted]")).to_be_visible()
    mark(pupil, "Taxes fell", "1")
    stored_offline(pupil, 1)
    pupil.reload()
    teacher.locator("[data-action=undo]").click()
    expect(teacher.get_by_role("heading", level=1)).to_contain_text("Mayor slams critics")
    assert Round.objects.filter(pk=world.round.pk).exists()
    pupil.goto(f"/rounds/{world.round.pk}/")
    saved(ready(pupil), within=60_000)
    assert Annotation.objects.filter(quote="Taxes fell", deleted=False).exists()


def test_a_page_that_stays_open_sends_them_by_itself(
    visit: Callable[..., Page], transactional_db: None, world: World
) -> None:
    pupil = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    world.round.move_to_bin(world.teacher)
    mark(pupil, "Taxes fell", "1")
    stored_offline(pupil, 1)
    world.round.take_out_of_bin()
    saved(pupil, within=60_000)
    assert Annotation.objects.filter(quote="Taxes fell", deleted=False).exists()


@pytest.mark.parametrize("script", [True, False])
def test_the_bin_works_by_keyboard_and_without_scripts(
    visit: Callable[..., Page], transactional_db: None, world: World, script: bool
) -> None:
    world.article.move_to_bin(world.teacher)
    page = visit("/articles/", world.teacher, java_script_enabled=script)
    page.locator("main [href='/bin/']").focus()
    page.keyboard.press("Enter")
    restore = page.locator("[data-action=restore]")
    expect(restore).to_be_visible()
    restore.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-notice=restored]")).to_be_visible()
    expect(page).to_have_url(f"{page.url.split('/articles/')[0]}/articles/{world.article.pk}/")
