"""The wrong exercise is deleted during a lesson: it is undone at once, and no pupil has lost a highlight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Annotation, Round
from tests.browser.surface import mark, ready, saved
from tests.world import World


def test_what_pupils_highlight_meanwhile_arrives_when_it_is_undone(
    visit: Callable[..., Page], transactional_db: None, world: World
) -> None:
    pupil = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    teacher = visit(f"/rounds/{world.round.pk}/delete/", world.teacher)
    teacher.get_by_role("button", name="Move it to the bin").click()
    expect(teacher.get_by_role("status")).to_contain_text("is in the bin")
    mark(pupil, "Taxes fell", "1")
    expect(pupil.locator("[data-saved]")).to_have_text("1 kept on this device")
    pupil.reload()
    teacher.get_by_role("button", name="Undo").click()
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
    expect(pupil.locator("[data-saved]")).to_have_text("1 kept on this device")
    world.round.take_out_of_bin()
    saved(pupil, within=60_000)
    assert Annotation.objects.filter(quote="Taxes fell", deleted=False).exists()


@pytest.mark.parametrize("script", [True, False])
def test_the_bin_works_by_keyboard_and_without_scripts(
    visit: Callable[..., Page], transactional_db: None, world: World, script: bool
) -> None:
    world.article.move_to_bin(world.teacher)
    page = visit("/articles/", world.teacher, java_script_enabled=script)
    page.get_by_role("link", name="Bin", exact=True).focus()
    page.keyboard.press("Enter")
    restore = page.get_by_role("button", name="Restore")
    expect(restore).to_be_visible()
    restore.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("is restored")
    expect(page).to_have_url(f"{page.url.split('/articles/')[0]}/articles/{world.article.pk}/")
