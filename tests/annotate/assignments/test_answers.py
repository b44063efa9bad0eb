"""Answers to questions: written until the set is handed in, and read by their authors and the teachers alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from annotate.access import answers_to, own_answers
from annotate.annotations.actions import RoundClosed, submit_layer
from annotate.assignments.actions import (
    MAX_ANSWER,
    AnswerError,
    lead_assignment,
    save_answers,
    submit_assignment,
    transition_assignment,
    update_assignment,
    withdraw_assignment,
)
from annotate.enums import RoundMode, RoundState
from annotate.rounds.actions import settings_of
from people.models import User
from people.permissions import PermissionRefused
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.world import World, mark


def bodies(user: User, assignment: Any) -> set[str]:
    return {answer.body for answer in answers_to(user, assignment)}


def test_answers_can_be_changed_until_they_are_handed_in(world: World) -> None:
    assignment = make_assignment(world)
    save_answers(world.pupil, assignment, {1: " The Herald.\r\nVery. ", 2: "The neighbours"})
    save_answers(world.pupil, assignment, {2: "Nobody from the harbour"})
    assert own_answers(world.pupil, assignment) == {1: "The Herald.\nVery.", 2: "Nobody from the harbour"}
    save_answers(world.pupil, assignment, {2: ""})
    assert own_answers(world.pupil, assignment) == {1: "The Herald.\nVery."}
    submit_layer(world.pupil, rounds_of(assignment)[1])
    with pytest.raises(PermissionRefused):
        save_answers(world.pupil, assignment, {1: "The Lantern"})
    save_answers(world.pupil, assignment, {1: "The Herald.\nVery."})
    withdraw_assignment(world.pupil, assignment)
    save_answers(world.pupil, assignment, {1: "The Lantern"})
    assert own_answers(world.pupil, assignment) == {1: "The Lantern"}


def test_late_answers_are_refused(world: World) -> None:
    assignment = make_assignment(world)
    first = rounds_of(assignment)[0]
    settings = settings_of(first)
    due = datetime(2020, 1, 1, tzinfo=UTC)
    update_assignment(world.teacher, assignment, "Over", type(settings)(**vars(settings) | {"due_at": due}))
    with pytest.raises(RoundClosed):
        save_answers(world.pupil, assignment, {1: "Late"})


@pytest.mark.parametrize(("position", "body"), [(0, "x"), (3, "x"), (1, "x" * (MAX_ANSWER + 1))])
def test_what_does_not_fit_is_refused(world: World, position: int, body: str) -> None:
    assignment = make_assignment(world)
    with pytest.raises(AnswerError):
        save_answers(world.pupil, assignment, {2: "Good", position: body})
    assert own_answers(world.pupil, assignment) == {}


def test_viewers_and_strangers_answer_nothing(world: World) -> None:
    assignment = make_assignment(world)
    for person in (world.viewer, world.stranger):
        with pytest.raises(PermissionRefused):
            save_answers(person, assignment, {1: "Me"})


def test_only_authors_and_teachers_read_answers(world: World) -> None:
    assignment = make_assignment(world, mode=RoundMode.OPEN)
    save_answers(world.pupil, assignment, {1: "Mine"})
    save_answers(world.classmate, assignment, {1: "Theirs"})
    for _state in range(2):
        assert bodies(world.pupil, assignment) == {"Mine"}
        assert bodies(world.viewer, assignment) == set()
        assert bodies(world.stranger, assignment) == set()
        assert bodies(world.colleague, assignment) == {"Mine", "Theirs"}
        transition_assignment(world.teacher, assignment, RoundState.REVEALED)


def test_a_teacher_reads_answers_of_a_blind_set_as_its_leader_or_after_the_reveal(world: World) -> None:
    assignment = make_assignment(world)
    save_answers(world.pupil, assignment, {1: "Mine"})
    mark(world.colleague, rounds_of(assignment)[0], "shameful", "loaded-language")
    save_answers(world.colleague, assignment, {1: "Mine, too"})
    assert bodies(world.teacher, assignment) == set()
    assert bodies(world.colleague, assignment) == {"Mine, too"}
    lead_assignment(world.teacher, assignment)
    assert bodies(world.teacher, assignment) == {"Mine", "Mine, too"}
    with pytest.raises(PermissionRefused):
        save_answers(world.teacher, assignment, {1: "I have read yours"})
    with pytest.raises(PermissionRefused):
        lead_assignment(world.colleague, assignment)
    assert bodies(world.colleague, assignment) == {"Mine, too"}
    transition_assignment(world.teacher, assignment, RoundState.REVEALED)
    assert bodies(world.colleague, assignment) == {"Mine", "Mine, too"}
    assert bodies(world.pupil, assignment) == {"Mine"}


def test_one_does_not_hand_in_for_others(world: World) -> None:
    assignment = make_assignment(world)
    submit_assignment(world.classmate, assignment)
    save_answers(world.pupil, assignment, {1: "Still writing"})
    assert own_answers(world.pupil, assignment) == {1: "Still writing"}


def test_an_answer_that_is_too_long_comes_back_with_what_is_wrong(world: World) -> None:
    assignment = make_assignment(world)
    too_long = "x" * (MAX_ANSWER + 1)
    typed = {"answer-1": "Kept on the page", "answer-2": too_long}
    response = world.client("pupil").post(f"/assignments/{assignment.pk}/save/", typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Kept on the page" in page
    assert too_long in page
    assert str(MAX_ANSWER) in page.partition(too_long)[2]
    assert own_answers(world.pupil, assignment) == {}
