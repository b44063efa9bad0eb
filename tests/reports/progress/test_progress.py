"""Progress shows to each person what they may know, in the exercises whose results exist."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import HandInReview, Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from people.models import User
from tests.world import World, annotation_input, mark

KEY = {
    "globalist": "loaded-language",
    "Taxes fell by four per cent": "factual-claim",
    "Nobody should be surprised by that": "opinion",
}


def exercise(
    world: World,
    work: dict[str, dict[str, str]],
    feedback: Feedback = Feedback.KEY,
    when: FeedbackTiming = FeedbackTiming.ON_REVEAL,
    reveal: bool = True,
) -> Round:
    """Create an exercise with a key, in which each person of ``work`` hands in these words with these tags."""
    settings = RoundSettings(RoundMode.INDEPENDENT, feedback=feedback, feedback_when=when)
    round_ = create_round(world.teacher, world.text, settings)
    for words, tag in KEY.items():
        put_annotation(world.teacher, round_, uuid4(), annotation_input(round_, words, tag), LayerKind.KEY)
    for name, words_and_tags in work.items():
        person: User = getattr(world, name)
        for words, tag in words_and_tags.items():
            mark(person, round_, words, tag)
        submit_layer(person, round_)
    if reveal:
        transition_round(world.teacher, round_, RoundState.REVEALED)
    return round_


ALL_RIGHT = {"pupil": KEY}
CONFUSED = {"pupil": KEY | {"Taxes fell by four per cent": "opinion"}, "classmate": {"globalist": "opinion"}}


def scores(world: World, role: str, who: str) -> dict:
    return world.client(role).get(f"/api/v1/teams/{world.team.pk}/scores/{who}/").json()


def test_a_teacher_sees_everybody_exercise_by_exercise(world: World) -> None:
    for _number in range(3):
        exercise(world, CONFUSED)
    exercise(world, ALL_RIGHT)
    data = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/scores/").json()
    assert len(data["exercises"]) == 4
    people = {person["name"]: person for person in data["people"]}
    assert [step["score"] for step in people["pupil"]["steps"]] == pytest.approx([2 / 3, 2 / 3, 2 / 3, 1])
    assert [step["score"] for step in people["classmate"]["steps"]] == [0, 0, 0]
    assert data["habits"] == [
        {"codebook": "four-tags", "right": "factual-claim", "wrong": "opinion", "cases": 3, "answers": 7},
        {"codebook": "four-tags", "right": "loaded-language", "wrong": "opinion", "cases": 3, "answers": 7},
    ]
    page = world.client("teacher").get(f"/teams/{world.team.pk}/progress/").content.decode()
    assert page.count("data-habit") == 2
    assert f'data-person="{world.pupil.pk}"' in page
    csv = (
        world.client("teacher").get(f"/teams/{world.team.pk}/progress/scores.csv").content.decode("utf-8-sig")
    )
    assert csv.splitlines()[1].startswith("classmate,0.0000,0.0000,0.0000,,0.0000")


def test_a_pupil_sees_their_own_alone(world: World) -> None:
    exercise(world, CONFUSED)
    own = scores(world, "pupil", "mine")
    assert own["id"] == world.pupil.pk
    assert [step["score"] for step in own["steps"]] == pytest.approx([2 / 3])
    assert {tag["tag"]: (tag["found"], tag["mistaken"]) for tag in own["steps"][0]["tags"]} == {
        "factual-claim": (0, 1),
        "loaded-language": (1, 0),
        "opinion": (1, 0),
    }
    client = world.client("pupil")
    assert client.get(f"/teams/{world.team.pk}/progress/", follow=True).redirect_chain
    page = client.get(f"/teams/{world.team.pk}/progress/mine/").content.decode()
    assert "classmate" not in page
    for address in (
        f"/teams/{world.team.pk}/progress/{world.classmate.pk}/",
        f"/teams/{world.team.pk}/progress/scores.csv",
        f"/api/v1/teams/{world.team.pk}/scores/",
        f"/api/v1/teams/{world.team.pk}/scores/{world.classmate.pk}/",
    ):
        assert client.get(address).status_code == 403


def test_nothing_is_told_before_the_reveal(world: World) -> None:
    round_ = exercise(world, CONFUSED, reveal=False)
    data = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/scores/").json()
    assert (data["exercises"], data["people"], data["not_revealed"]) == ([], [], 1)
    assert scores(world, "pupil", "mine")["steps"] == []
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert len(scores(world, "pupil", "mine")["steps"]) == 1


@pytest.mark.parametrize(
    ("feedback", "has_score", "has_tags"),
    [
        (Feedback.NONE, False, False),
        (Feedback.PERCENTAGE, True, False),
        (Feedback.WHERE, True, False),
        (Feedback.KEY, True, True),
    ],
)
def test_a_pupil_learns_as_much_as_the_feedback_of_the_exercise(
    world: World, feedback: Feedback, has_score: bool, has_tags: bool
) -> None:
    exercise(world, CONFUSED, feedback)
    steps = scores(world, "pupil", "mine")["steps"]
    assert bool(steps) == has_score
    assert [step["tags"] is not None for step in steps] == ([has_tags] if has_score else [])


def test_feedback_on_submission_counts_before_the_reveal_for_its_pupil_alone(world: World) -> None:
    exercise(world, CONFUSED, when=FeedbackTiming.ON_SUBMISSION, reveal=False)
    assert len(scores(world, "pupil", "mine")["steps"]) == 1
    data = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/scores/").json()
    assert data["people"] == []


def test_drafts_do_not_count(world: World) -> None:
    round_ = exercise(world, ALL_RIGHT, reveal=False)
    mark(world.classmate, round_, "globalist", "opinion")
    transition_round(world.teacher, round_, RoundState.REVEALED)
    data = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/scores/").json()
    assert [person["name"] for person in data["people"]] == ["pupil"]


def test_a_score_that_the_teacher_set_counts(world: World) -> None:
    round_ = exercise(world, CONFUSED)
    HandInReview.objects.create(layer=round_.layers.get(annotator=world.pupil), score=0.9)
    assert scores(world, "pupil", "mine")["mean"] == pytest.approx(0.9)


def test_queries_do_not_grow_with_exercises_and_people(
    world: World,
) -> None:
    client = world.client("teacher")
    exercise(world, ALL_RIGHT)
    address = f"/teams/{world.team.pk}/progress/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _number in range(4):
        exercise(world, CONFUSED)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
