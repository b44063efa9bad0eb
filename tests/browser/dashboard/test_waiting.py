"""Whoever has joined before an exercise is open gets there by themselves once it is."""

from collections.abc import Callable

from playwright.sync_api import Page

from annotate.enums import RoundState
from annotate.rounds.actions import delete_round, transition_round
from tests.world import World


def test_the_list_leads_to_the_exercise_that_opens(
    transactional_db: None, visit: Callable[..., Page], world: World
) -> None:
    delete_round(world.teacher, world.round)
    page = visit("/guide/", world.pupil, viewport={"width": 390, "height": 844})
    page.clock.install()
    page.goto(f"/teams/{world.team.pk}/rounds/")
    page.clock.fast_forward(16_000)
    assert page.url.endswith(f"/teams/{world.team.pk}/rounds/")
    transition_round(world.teacher, world.draft, RoundState.OPEN)
    page.clock.fast_forward(16_000)
    page.wait_for_url(f"**/rounds/{world.draft.pk}/")
