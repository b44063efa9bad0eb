"""What was handed in for feedback stays: nobody reads the key, takes their highlights back and copies it."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from annotate.annotations.actions import (
    FEEDBACK_GIVEN,
    NOTHING_HIGHLIGHTED,
    REFUSALS,
    put_annotation,
    submit_layer,
    withdraw_submission,
)
from annotate.due_date import Refusal
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import Layer, Round
from annotate.rounds.actions import RoundSettings, create_round, settings_of, transition_round, update_round
from tests.problems import check_problem
from tests.world import World, annotation_input, mark

LATE = 'data-submission="late"'

TOLD = [Feedback.PERCENTAGE, Feedback.WHERE, Feedback.KEY]


def exercise(
    world: World, feedback: Feedback, when: FeedbackTiming = FeedbackTiming.ON_SUBMISSION, **settings: Any
) -> Round:
    """An exercise with one answer in its key."""
    given = RoundSettings(RoundMode.INDEPENDENT, feedback=feedback, feedback_when=when, **settings)
    round_ = create_round(world.teacher, world.text, given)
    put_annotation(
        world.teacher,
        round_,
        uuid4(),
        annotation_input(round_, "globalist", "loaded-language"),
        LayerKind.KEY,
    )
    return round_


def submission(world: World, round_: Round, method: str, who: str = "pupil") -> Any:
    """Hand in (put) or withdraw (delete), by the API."""
    return getattr(world.client(who), method)(f"/api/v1/rounds/{round_.pk}/submission/")


@pytest.mark.parametrize("feedback", TOLD)
def test_nothing_is_handed_in_to_be_told_something(world: World, feedback: Feedback) -> None:
    round_ = exercise(world, feedback)
    problem = check_problem(submission(world, round_, "put"), 403, "refused")
    assert problem["detail"] == NOTHING_HIGHLIGHTED
    assert world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/key/").json()["results"] == []
    assert world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()["mode"] == "none"
    assert not round_.layers.filter(annotator=world.pupil).exists()


@pytest.mark.parametrize("feedback", TOLD)
@pytest.mark.parametrize("when", [FeedbackTiming.ON_SUBMISSION, FeedbackTiming.AT_ONCE])
def test_what_feedback_was_given_on_stays(world: World, feedback: Feedback, when: FeedbackTiming) -> None:
    round_ = exercise(world, feedback, when)
    mark(world.pupil, round_, "A second line", "opinion")
    assert submission(world, round_, "put").status_code == 200
    score = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()["score"]
    assert score == 0
    problem = check_problem(submission(world, round_, "delete"), 403, "refused")
    assert problem["detail"] == FEEDBACK_GIVEN
    assert Layer.objects.get(round=round_, annotator=world.pupil).submitted_at
    sent = vars(annotation_input(round_, "globalist", "loaded-language"))
    answer = world.client("pupil").put(
        f"/api/v1/rounds/{round_.pk}/annotations/{uuid4()}/", sent, content_type="application/json"
    )
    assert answer.status_code == 403
    assert world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()["score"] == score


def test_switching_feedback_off_gives_nothing_back(world: World) -> None:
    round_ = exercise(world, Feedback.KEY)
    mark(world.pupil, round_, "A second line", "opinion")
    submit_layer(world.pupil, round_)
    update_round(
        world.teacher, round_, RoundSettings(**vars(settings_of(round_)) | {"feedback": Feedback.NONE})
    )
    assert submission(world, round_, "delete").status_code == 403


def test_switching_feedback_on_and_off_gives_nothing_back_either(world: World) -> None:
    round_ = exercise(world, Feedback.NONE)
    mark(world.pupil, round_, "A second line", "opinion")
    submit_layer(world.pupil, round_)
    for feedback in (Feedback.KEY, Feedback.NONE):
        update_round(
            world.teacher, round_, RoundSettings(**vars(settings_of(round_)) | {"feedback": feedback})
        )
    assert submission(world, round_, "delete").status_code == 403


@pytest.mark.parametrize(
    ("feedback", "when"),
    [(Feedback.NONE, FeedbackTiming.ON_SUBMISSION), (Feedback.KEY, FeedbackTiming.ON_REVEAL)],
)
def test_what_nobody_has_been_told_of_is_withdrawn_as_before(
    world: World, feedback: Feedback, when: FeedbackTiming
) -> None:
    """Who found nothing hands in nothing, where it tells them nothing."""
    round_ = exercise(world, feedback, when)
    assert submission(world, round_, "put").status_code == 200
    assert submission(world, round_, "delete").status_code == 204
    mark(world.pupil, round_, "A second line", "opinion")


def test_the_page_says_beforehand_that_it_is_once(world: World) -> None:
    client = world.client("pupil")
    once = client.get(f"/rounds/{exercise(world, Feedback.KEY).pk}/").content.decode()
    again = client.get(f"/rounds/{exercise(world, Feedback.NONE).pk}/").content.decode()
    assert "data-once" in once
    assert "data-once" not in again


def late_exercise(world: World, closed: bool) -> Round:
    """The pupil has highlighted something; then the time was up."""
    round_ = create_round(world.teacher, world.text, RoundSettings(RoundMode.INDEPENDENT))
    mark(world.pupil, round_, "A second line", "opinion")
    if closed:
        transition_round(world.teacher, round_, RoundState.CLOSED)
    else:
        Round.objects.filter(pk=round_.pk).update(due_at=timezone.now() - timedelta(hours=1))
    return round_


@pytest.mark.parametrize("closed", [True, False])
def test_a_late_hand_in_is_taken_and_marked_late(world: World, closed: bool) -> None:
    round_ = late_exercise(world, closed)
    mark_on_time = create_round(world.teacher, world.text, RoundSettings(RoundMode.INDEPENDENT))
    answer = submission(world, round_, "put")
    assert (answer.status_code, answer.json()["late"]) == (200, True)
    assert submission(world, mark_on_time, "put").json()["late"] is False
    # Both who lead and who handed in are shown it, on pages and as data.
    teacher, pupil = world.client("teacher"), world.client("pupil")
    (cell,) = [
        cell
        for row in teacher.get(f"/api/v1/teams/{world.team.pk}/progress/").json()["results"]
        if row["person"]["name"] == "pupil"
        for cell in row["rounds"]
        if cell["round"] == round_.pk
    ]
    assert (cell["state"], cell["late"]) == ("handed in", True)
    rows = list(
        csv.DictReader(
            io.StringIO(teacher.get(f"/teams/{world.team.pk}/progress.csv").content.decode("utf-8-sig"))
        )
    )
    assert {row["late"] for row in rows if row["round"] == str(round_.pk) and row["person"] == "pupil"} == {
        "yes"
    }
    assert {row["late"] for row in rows if row["round"] != str(round_.pk)} <= {"", "no"}
    for client in (teacher, pupil):
        assert LATE in client.get(f"/rounds/{round_.pk}/about/").content.decode()
        assert LATE in client.get(f"/teams/{world.team.pk}/rounds/").content.decode()
        assert LATE not in client.get(f"/rounds/{mark_on_time.pk}/about/").content.decode()


def test_more_time_makes_nobody_punctual_and_a_new_hand_in_does(world: World) -> None:
    round_ = late_exercise(world, closed=True)
    submit_layer(world.pupil, round_)
    transition_round(world.teacher, round_, RoundState.OPEN)
    assert Layer.objects.get(round=round_, annotator=world.pupil).handed_in_late
    withdraw_submission(world.pupil, round_)
    assert submit_layer(world.pupil, round_).handed_in_late is False


def test_nothing_is_handed_in_before_the_exercise_has_begun(world: World) -> None:
    problem = check_problem(submission(world, world.draft, "put", "colleague"), 403, "round-closed")
    assert problem["detail"] == REFUSALS[Refusal.NOT_BEGUN]
