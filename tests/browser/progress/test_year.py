"""A year of ten exercises: the teacher finds the progress of the class and of one pupil, the pupil their own."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import Feedback, LayerKind, RoundMode, RoundState
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.world import World, annotation_input, mark

EXERCISES = 10
KEY = {"globalist": "loaded-language", "Taxes fell by four per cent": "factual-claim"}


@pytest.fixture
def year(transactional_db: None, world: World) -> World:
    """Ten exercises: the pupil takes the claim for an opinion in the first five, then finds both."""
    settings = RoundSettings(RoundMode.INDEPENDENT, feedback=Feedback.KEY)
    for number in range(EXERCISES):
        round_ = create_round(world.teacher, world.text, settings)
        for words, tag in KEY.items():
            put_annotation(
                world.teacher, round_, uuid4(), annotation_input(round_, words, tag), LayerKind.KEY
            )
        mark(world.pupil, round_, "globalist", "loaded-language")
        claimed = "opinion" if number < EXERCISES // 2 else "factual-claim"
        mark(world.pupil, round_, "Taxes fell by four per cent", claimed)
        mark(world.classmate, round_, "globalist", "loaded-language")
        for person in (world.pupil, world.classmate):
            submit_layer(person, round_)
        transition_round(world.teacher, round_, RoundState.REVEALED)
    return world


def test_a_teacher_reads_a_year_and_opens_one_pupil(visit: Callable[..., Page], year: World) -> None:
    page = visit(f"/teams/{year.team.pk}/rounds/", year.teacher)
    page.locator("[data-progress]").click()
    row = page.locator(f"[data-person='{year.pupil.pk}']")
    expect(row.locator("td")).to_have_text(["50 %"] * 5 + ["100 %"] * 5 + ["75 %"])
    expect(page.locator("[data-tag=factual-claim] [data-found]")).to_have_text("25 %")
    row.get_by_role("link").click()
    expect(page.locator("[data-habit='factual-claim opinion']")).to_be_visible()
    expect(page.locator("[data-mean]")).to_have_text("75 %")


def test_a_pupil_on_a_phone_sees_their_own(visit: Callable[..., Page], year: World) -> None:
    page = visit(f"/teams/{year.team.pk}/rounds/", year.pupil, viewport={"width": 390, "height": 844})
    page.locator("[data-progress]").click()
    expect(page.locator("[data-score]")).to_have_count(EXERCISES)
    expect(page.locator("[data-habit='factual-claim opinion']")).to_be_visible()
    expect(page.get_by_role("img")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("main")).not_to_contain_text("classmate")
