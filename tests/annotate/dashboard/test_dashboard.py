"""People who lead classes see what is going on in them, who needs help, and the next step."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.annotations.leading import start_leading
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Round
from annotate.rounds.actions import RoundSettings, create_round, delete_round, transition_round
from people.actions.accounts import create_team
from people.actions.teams import archive_team
from people.terms import Kind
from tests.world import World, annotation_input, mark

ADDRESS = "/api/v1/classes/"


@pytest.fixture
def empty(world: World) -> World:
    """The class without the exercises that the world begins with."""
    for round_ in (world.round, world.draft):
        delete_round(world.teacher, round_)
    return world


def exercise(
    world: World, mode: RoundMode = RoundMode.INDEPENDENT, state: RoundState = RoundState.OPEN
) -> Round:
    return create_round(world.teacher, world.text, RoundSettings(mode), state=state)


def class_of(world: World, role: str = "teacher") -> dict:
    [one] = world.client(role).get(ADDRESS).json()["results"]
    return one


def test_who_has_handed_in_who_is_at_work_and_who_has_not_begun(empty: World) -> None:
    round_ = exercise(empty)
    mark(empty.pupil, round_, "globalist", "opinion")
    [shown] = class_of(empty)["exercises"]
    assert (shown["handed_in"], shown["working"], shown["not_begun"]) == (0, 1, ["classmate"])
    assert shown["next"] == "wait"
    submit_layer(empty.pupil, round_)
    mark(empty.classmate, round_, "globalist", "opinion")
    submit_layer(empty.classmate, round_)
    [shown] = class_of(empty)["exercises"]
    assert (shown["handed_in"], shown["working"], shown["not_begun"]) == (2, 0, [])
    assert shown["next"] == "reveal"


def test_the_next_step_of_each_state(empty: World) -> None:
    assert class_of(empty)["next"] == "choose lesson"
    round_ = exercise(empty, state=RoundState.DRAFT)
    steps = [class_of(empty)["exercises"][0]["next"]]
    for state in (RoundState.OPEN, RoundState.CLOSED, RoundState.REVEALED):
        transition_round(empty.teacher, round_, state)
        steps.append(class_of(empty)["exercises"][0]["next"])
    assert steps == ["open", "wait", "reveal", "overview"]
    put_annotation(empty.teacher, round_, uuid4(), annotation_input(round_, "globalist"), LayerKind.KEY)
    assert class_of(empty)["exercises"][0]["next"] == "results"


def test_after_the_due_date_the_next_step_is_to_reveal(empty: World) -> None:
    round_ = exercise(empty)
    Round.objects.filter(pk=round_.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    assert class_of(empty)["exercises"][0]["next"] == "reveal"


def test_somebody_is_stuck_while_others_go_on(empty: World) -> None:
    round_ = exercise(empty, RoundMode.OPEN)
    mark(empty.pupil, round_, "globalist", "opinion")
    Annotation.objects.update(updated_at=timezone.now() - timedelta(minutes=11))
    assert class_of(empty)["exercises"][0]["stuck"] == []
    mark(empty.classmate, round_, "globalist", "opinion")
    assert class_of(empty)["exercises"][0]["stuck"] == ["pupil"]
    submit_layer(empty.pupil, round_)
    assert class_of(empty)["exercises"][0]["stuck"] == []


def test_where_highlights_are_hidden_only_who_leads_learns_who_is_stuck(empty: World) -> None:
    round_ = exercise(empty)
    mark(empty.pupil, round_, "globalist", "opinion")
    Annotation.objects.update(updated_at=timezone.now() - timedelta(minutes=11))
    mark(empty.classmate, round_, "globalist", "opinion")
    start_leading(empty.teacher, round_)
    assert class_of(empty, "teacher")["exercises"][0]["stuck"] == ["pupil"]
    assert class_of(empty, "colleague")["exercises"][0]["stuck"] == []


def test_the_last_revealed_exercise_stays_until_another_goes_on(empty: World) -> None:
    first, second = exercise(empty), exercise(empty)
    for round_ in (first, second):
        transition_round(empty.teacher, round_, RoundState.REVEALED)
    assert [one["rounds"] for one in class_of(empty)["exercises"]] == [[second.pk]]
    third = exercise(empty)
    assert [one["rounds"] for one in class_of(empty)["exercises"]] == [[third.pk]]


def test_a_class_nobody_has_joined_shows_its_code(empty: World) -> None:
    create_team(empty.stranger, "Class 7a", Kind.CLASS)
    assert class_of(empty, "stranger")["next"] == "choose lesson"


def test_only_classes_that_somebody_leads(empty: World) -> None:
    create_team(empty.teacher, "Desk", Kind.TEAM)
    assert [one["name"] for one in empty.client("teacher").get(ADDRESS).json()["results"]] == ["Class 9b"]
    for role in ("pupil", "viewer", "stranger"):
        assert empty.client(role).get(ADDRESS).json() == {"results": []}
    archive_team(empty.teacher, empty.team)
    assert empty.client("teacher").get(ADDRESS).json() == {"results": []}


def test_the_home_page_of_a_teacher_is_the_board_of_others_their_articles(empty: World) -> None:
    assert empty.client("teacher").get("/").url == "/classes/"
    assert empty.client("stranger").get("/").url == "/articles/"
    exercise(empty)
    page = empty.client("teacher").get("/classes/").content.decode()
    assert page.count("data-exercise") == 1
    assert 'data-next="wait"' in page
