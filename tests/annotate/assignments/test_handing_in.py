"""The rounds of an assignment are handed in, withdrawn, opened, revealed and set up together."""

from datetime import UTC, datetime

import pytest

from annotate.annotations.actions import RoundClosed, submit_layer, withdraw_submission
from annotate.annotations.leading import start_leading
from annotate.assignments.actions import submit_assignment, withdraw_assignment
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundState
from annotate.models import Assignment
from annotate.rounds.actions import (
    RoundSettings,
    SettingsError,
    delete_round,
    settings_of,
    transition_round,
    update_round,
)
from people.permissions import PermissionRefused
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.world import World, mark


def submitted(world: World, assignment: Assignment) -> list[bool]:
    """Whether the pupil's layer of each round is handed in."""
    layers = {
        round_.pk: round_.layers.filter(annotator=world.pupil, kind=LayerKind.READER).first()
        for round_ in rounds_of(assignment)
    }
    return [layer is not None and layer.submitted_at is not None for layer in layers.values()]


def test_one_hand_in_for_all_articles(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    layer = submit_layer(world.pupil, second)
    assert layer.round_id == second.pk
    assert submitted(world, assignment) == [True, True]
    with pytest.raises(PermissionRefused):
        mark(world.pupil, first, "shameful", "loaded-language")
    assert not second.layers.filter(annotator=world.classmate).exists()


def test_one_withdrawal_for_all_articles(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    submit_assignment(world.pupil, assignment)
    withdraw_submission(world.pupil, second)
    assert submitted(world, assignment) == [False, False]
    mark(world.pupil, first, "shameful", "loaded-language")
    submit_assignment(world.pupil, assignment)
    submit_assignment(world.pupil, assignment)
    withdraw_assignment(world.pupil, assignment)
    assert submitted(world, assignment) == [False, False]


def test_all_or_none_is_handed_in(world: World) -> None:
    """The teacher leads one of the articles, and so hands in neither."""
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    start_leading(world.teacher, second)
    with pytest.raises(PermissionRefused):
        submit_layer(world.teacher, first)
    assert not first.layers.filter(annotator=world.teacher).exists()


def test_feedback_at_once_takes_a_highlight_in_any_of_the_articles(world: World) -> None:
    settings = {"feedback": Feedback.KEY, "feedback_when": FeedbackTiming.ON_SUBMISSION}
    assignment = make_assignment(world, **settings)
    first, second = rounds_of(assignment)
    with pytest.raises(PermissionRefused):
        submit_layer(world.pupil, first)
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    submit_layer(world.pupil, first)
    assert submitted(world, assignment) == [True, True]
    with pytest.raises(PermissionRefused):
        withdraw_submission(world.pupil, first)


def test_after_the_due_date_all_is_late(world: World) -> None:
    assignment = make_assignment(world, due_at=datetime(2020, 1, 1, tzinfo=UTC))
    first, _second = rounds_of(assignment)
    submit_layer(world.pupil, first)
    assert [round_.layers.get(annotator=world.pupil).handed_in_late for round_ in rounds_of(assignment)] == [
        True,
        True,
    ]
    with pytest.raises(RoundClosed):
        withdraw_submission(world.pupil, first)


def test_drafts_are_not_handed_in(world: World) -> None:
    assignment = make_assignment(world, state=RoundState.DRAFT)
    with pytest.raises(RoundClosed):
        submit_assignment(world.colleague, assignment)


def test_what_is_in_the_bin_is_not_handed_in(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    delete_round(world.teacher, first)
    submit_layer(world.pupil, second)
    assert submitted(world, assignment) == [False, True]


def test_one_state_for_all_articles(world: World) -> None:
    assignment = make_assignment(world, state=RoundState.DRAFT)
    for state in (RoundState.OPEN, RoundState.CLOSED, RoundState.OPEN, RoundState.REVEALED):
        transition_round(world.teacher, rounds_of(assignment)[1], state)
        assert [round_.state for round_ in rounds_of(assignment)] == [state, state]


def test_settings_are_those_of_all_articles_but_for_the_extract(world: World) -> None:
    assignment = make_assignment(world, state=RoundState.DRAFT)
    first, second = rounds_of(assignment)
    update_round(world.teacher, first, RoundSettings(extract=(0, 30), instructions="Read both."))
    due = datetime(2031, 5, 1, 12, tzinfo=UTC)
    settings = RoundSettings(
        due_at=due, feedback=Feedback.WHERE, extract=(0, 44), participants=(world.pupil,)
    )
    update_round(world.teacher, second, settings)
    first, second = rounds_of(assignment)
    assert (first.extract, second.extract) == ((0, 30), (0, 44))
    assert {(r.due_at, r.feedback, r.instructions) for r in (first, second)} == {(due, Feedback.WHERE, "")}
    assert settings_of(first).participants == settings_of(second).participants == (world.pupil,)


def test_a_setting_that_one_article_refuses_changes_none(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    with pytest.raises(SettingsError):
        update_round(world.teacher, first, RoundSettings(participants=(world.stranger,)))
    with pytest.raises(PermissionRefused):
        update_round(world.teacher, second, RoundSettings(mode="open", instructions="Changed"))
    assert [round_.instructions for round_ in rounds_of(assignment)] == ["", ""]


def test_an_exercise_of_its_own_stays_alone(world: World) -> None:
    make_assignment(world)
    submit_layer(world.pupil, world.round)
    assert world.pupil.layers.filter(submitted_at__isnull=False).count() == 1
