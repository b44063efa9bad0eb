"""Feedback shows as much as the round allows, when the round allows it, and nothing more."""

from uuid import uuid4

import pytest

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.world import World, annotation_input, mark

WHY = "Because it is a word that pushes"
MISSED = "We will not be silent"


def exercise(world: World, feedback: Feedback, timing: FeedbackTiming = FeedbackTiming.AT_ONCE) -> Round:
    """Create a round with three answers; the pupil finds one, tags one wrong, misses one, and has an extra one."""
    round_ = create_round(
        world.teacher,
        world.text,
        RoundSettings(RoundMode.INDEPENDENT, feedback=feedback, feedback_when=timing),
    )
    for words, tag in (
        ("globalist", "loaded-language"),
        ("Taxes fell by four per cent", "factual-claim"),
        (MISSED, "opinion"),
    ):
        put_annotation(
            world.teacher, round_, uuid4(), annotation_input(round_, words, tag, note=WHY), LayerKind.KEY
        )
    mark(world.pupil, round_, "globalist", "loaded-language")
    mark(world.pupil, round_, "Taxes fell by four per cent", "opinion")
    mark(world.pupil, round_, "A second line", "opinion")
    mark(world.classmate, round_, "globalist", "loaded-language")
    return round_


def responses(world: World, round_: Round, who: str = "pupil") -> list[str]:
    """Return the page and the API response, as text."""
    client = world.client(who)
    return [
        client.get(address).content.decode()
        for address in (f"/rounds/{round_.pk}/feedback/", f"/api/v1/rounds/{round_.pk}/feedback/")
    ]


def test_everything_with_the_key(world: World) -> None:
    round_ = exercise(world, Feedback.KEY)
    feedback_json = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()
    assert feedback_json["counts"] == {
        "found": 1,
        "wrong boundary": 0,
        "wrong tag": 1,
        "missed": 1,
        "extra": 1,
    }
    assert feedback_json["score"] == pytest.approx(2 / 6)
    assert [(p["outcome"], p["mine"], p["right"], p["explanation"]) for p in feedback_json["passages"]] == [
        ("found", "loaded-language", ["loaded-language"], WHY),
        ("extra", "opinion", [], ""),
        ("missed", None, ["opinion"], WHY),
        ("wrong tag", "opinion", ["factual-claim"], WHY),
    ]
    assert {hint["tag"] for hint in feedback_json["look_for"]} == {"factual-claim", "opinion"}
    page = responses(world, round_)[0]
    assert "33 %" in page
    assert WHY in page


@pytest.mark.parametrize("feedback", [Feedback.WHERE, Feedback.PERCENTAGE, Feedback.NONE])
def test_no_more_than_its_mode_says(world: World, feedback: Feedback) -> None:
    round_ = exercise(world, feedback)
    for text in responses(world, round_):
        assert WHY not in text
        assert MISSED not in text
        assert ("wrong tag" in text or 'data-outcome="wrong-tag"' in text) == (feedback != Feedback.NONE)
        assert "factual-claim" not in text.replace("codebook", "")
        assert ("A second line" in text) == (feedback == Feedback.WHERE)
    feedback_json = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()
    assert (feedback_json["score"] is None) == (feedback == Feedback.NONE)


@pytest.mark.parametrize("timing", [FeedbackTiming.ON_SUBMISSION, FeedbackTiming.ON_REVEAL])
def test_not_before_its_time(world: World, timing: FeedbackTiming) -> None:
    round_ = exercise(world, Feedback.KEY, timing)
    for text in responses(world, round_):
        assert WHY not in text
        assert "33 %" not in text
        assert "0.33" not in text
    if timing == FeedbackTiming.ON_SUBMISSION:
        assert 'data-no-feedback="on-submission"' in responses(world, round_)[0]
        submit_layer(world.pupil, round_)
    else:
        submit_layer(world.pupil, round_)
        assert WHY not in responses(world, round_)[0]
        transition_round(world.teacher, round_, RoundState.REVEALED)
    assert WHY in responses(world, round_)[0]


def test_the_class_is_beside_it_after_the_reveal_alone(world: World) -> None:
    round_ = exercise(world, Feedback.KEY)
    feedback_json = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()
    assert {p["others"] for p in feedback_json["passages"]} == {None}
    assert "data-others" not in responses(world, round_)[0]
    transition_round(world.teacher, round_, RoundState.REVEALED)
    feedback_json = world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/feedback/").json()
    assert [p["others"] for p in feedback_json["passages"]] == [1, 0, 0, 0]
    assert 'data-others="1"' in responses(world, round_)[0]


def test_variants_and_tolerance_come_from_the_key(world: World) -> None:
    round_ = create_round(
        world.teacher, world.text, RoundSettings(feedback=Feedback.KEY, feedback_when=FeedbackTiming.AT_ONCE)
    )
    answer = {"tolerance": "exact", "also": ["opinion"]}
    right = annotation_input(round_, "globalist council", "loaded-language", answer=answer)
    put_annotation(world.teacher, round_, uuid4(), right, LayerKind.KEY)
    mark(world.pupil, round_, "globalist council", "opinion")
    mark(world.classmate, round_, "globalist", "opinion")

    def outcome(who: str) -> str:
        return world.client(who).get(f"/api/v1/rounds/{round_.pk}/feedback/").json()["passages"][0]["outcome"]

    assert (outcome("pupil"), outcome("classmate")) == ("found", "wrong boundary")


def test_without_an_answer_key_nothing_is_called_wrong(world: World) -> None:
    round_ = create_round(
        world.teacher, world.text, RoundSettings(feedback=Feedback.KEY, feedback_when=FeedbackTiming.AT_ONCE)
    )
    mark(world.pupil, round_, "globalist", "opinion")
    assert "data-no-key" in responses(world, round_)[0]
