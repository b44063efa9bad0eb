"""Who sees which hints of a round at which moment, and who sees those of an article."""

from dataclasses import replace

import pytest

from annotate.annotations.actions import submit_layer, withdraw_submission
from annotate.annotations.leading import start_leading
from annotate.codebook import read_codebook
from annotate.codebooks.actions import import_codebook
from annotate.enums import HintMoment, HintTiming, RoundMode, RoundState
from annotate.hints.visible import visible_hints
from annotate.models import Layer, Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round, update_round
from people.models import User
from tests.annotate.hints.harbour import HARBOUR, alone, ask, exercise, harbour_text, hints_seen
from tests.world import World, mark

pytestmark = pytest.mark.django_db
SHORT = HARBOUR.index("It was")


def begin(world: World, round_: Round, who: str = "pupil") -> None:
    """Highlight something."""
    mark(getattr(world, who), round_, "Prices rose", "factual-claim")


def moment(world: World, who: str, round_: Round) -> tuple[str, bool]:
    """Return the moment that the API says it is for somebody, and whether it shows hints."""
    seen = hints_seen(world, who, Round.objects.get(pk=round_.pk))
    return seen["moment"], bool(seen["hints"])


@pytest.mark.parametrize("hints", list(HintTiming))
def test_before_handing_in_there_are_none(world: World, hints: HintTiming) -> None:
    round_ = exercise(world, hints)
    for _ in range(2):
        assert not hints_seen(world, "pupil", round_)["hints"]
        begin(world, round_)


@pytest.mark.parametrize("mode", list(RoundMode))
@pytest.mark.parametrize(
    ("hints", "shown"),
    [(HintTiming.OFF, False), (HintTiming.AFTER_HAND_IN, True), (HintTiming.ON_REQUEST, True)],
)
def test_handing_in_shows_all_of_them(world: World, hints: HintTiming, shown: bool, mode: RoundMode) -> None:
    round_ = exercise(world, hints, mode)
    begin(world, round_)
    submit_layer(world.pupil, round_)
    seen = hints_seen(world, "pupil", round_)
    assert (seen["moment"] == HintMoment.AFTER_HAND_IN) == shown
    assert len(seen["hints"]) == (len(visible_hints(world.pupil, round_)) if shown else 0)
    assert bool(seen["hints"]) == shown
    # Nobody else has handed in.
    assert not hints_seen(world, "classmate", round_)["hints"]


def test_withdrawing_hides_them_again_and_is_counted(world: World) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN)
    begin(world, round_)
    submit_layer(world.pupil, round_)
    withdraw_submission(world.pupil, round_)
    assert moment(world, "pupil", round_) == (HintMoment.NONE, False)
    assert Layer.objects.get(round=round_).hints_requested == 1


def test_withdrawing_where_there_are_no_hints_is_not_counted(world: World) -> None:
    round_ = exercise(world, HintTiming.OFF)
    begin(world, round_)
    submit_layer(world.pupil, round_)
    withdraw_submission(world.pupil, round_)
    assert Layer.objects.get(round=round_).hints_requested == 0


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.REVEALED])
def test_at_the_end_those_who_took_part_see_them(world: World, state: RoundState) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN)
    begin(world, round_)
    transition_round(world.teacher, round_, state)
    assert moment(world, "pupil", round_) == (HintMoment.AFTER_HAND_IN, True)
    assert moment(world, "classmate", round_) == (HintMoment.NONE, False)
    assert moment(world, "viewer", round_) == (HintMoment.NONE, False)


def test_reopening_hides_them_again_and_is_counted(world: World) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN)
    begin(world, round_)
    transition_round(world.teacher, round_, RoundState.CLOSED)
    transition_round(world.teacher, round_, RoundState.OPEN)
    assert moment(world, "pupil", round_) == (HintMoment.NONE, False)
    assert Layer.objects.get(round=round_).hints_requested == 1


def test_switching_them_off_hides_them(world: World) -> None:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    assert ask(world, "pupil", round_).status_code == 200
    assert moment(world, "pupil", round_) == (HintMoment.ON_REQUEST, True)
    update_round(world.teacher, round_, RoundSettings(RoundMode.INDEPENDENT))
    assert moment(world, "pupil", round_) == (HintMoment.NONE, False)


def test_whoever_leads_without_annotating_sees_none(world: World) -> None:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    assert moment(world, "teacher", round_)[0] == HintMoment.ON_REQUEST
    start_leading(world.teacher, round_)
    assert moment(world, "teacher", round_) == (HintMoment.NONE, False)
    assert ask(world, "teacher", round_).status_code == 403


def test_a_text_in_another_language_has_none_and_says_so(world: World) -> None:
    text = harbour_text(world.teacher, world.team, language="no")
    round_ = create_round(world.teacher, text, RoundSettings(hints=HintTiming.ON_REQUEST))
    seen = hints_seen(world, "pupil", round_)
    assert (seen["available"], seen["language"], seen["hints"]) == (False, "no", [])
    assert ask(world, "pupil", round_).json() == {"hint": None}
    assert hints_seen(world, "pupil", exercise(world, HintTiming.OFF))["available"] is True


def test_those_outside_the_excerpt_are_left_out(world: World) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN, extract=(0, SHORT))
    mark(world.pupil, round_, "The council", "opinion")
    submit_layer(world.pupil, round_)
    seen = hints_seen(world, "pupil", round_)["hints"]
    assert {HARBOUR[hint["start"] : hint["end"]] for hint in seen} == {hint["quote"] for hint in seen}
    assert seen
    assert max(max(hint["end"], hint["cue"][1]) for hint in seen) <= SHORT


def test_a_hint_whose_source_is_outside_the_excerpt_is_left_out(world: World) -> None:
    text = harbour_text(world.teacher, world.team, "Mirel Oddvar said that the gate was open on Monday.")
    for first, found in ((0, True), (len("Mirel Oddvar"), False)):
        settings = RoundSettings(hints=HintTiming.AFTER_HAND_IN, extract=(first, len(text.body)))
        round_ = create_round(world.teacher, text, settings)
        mark(world.pupil, round_, "the gate", "opinion")
        submit_layer(world.pupil, round_)
        assert ("Oddvar" in str(hints_seen(world, "pupil", round_))) == found


def test_those_for_tags_that_the_codebook_lacks_are_left_out(world: World) -> None:
    text = harbour_text(world.teacher, world.team)
    tags = tuple(tag for tag in read_codebook("four-tags").tags if tag.slug != "opinion")
    codebook = import_codebook(world.teacher, replace(read_codebook("four-tags"), tags=tags), world.team)
    settings = RoundSettings(hints=HintTiming.AFTER_HAND_IN)
    round_ = create_round(world.teacher, text, settings, codebook)
    begin(world, round_)
    submit_layer(world.pupil, round_)
    found = {hint["tag"] for hint in hints_seen(world, "pupil", round_)["hints"]}
    assert "factual-claim" in found
    assert "opinion" not in found


def test_the_first_ones_are_among_all(world: World) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN)
    begin(world, round_)
    submit_layer(world.pupil, round_)
    first = {hint["first"] for hint in hints_seen(world, "pupil", round_)["hints"]}
    assert first == {True, False}


def test_a_reader_alone_is_given_hints_on_request_and_may_list_them_all(world: World) -> None:
    round_ = alone(world)
    assert moment(world, "stranger", round_) == (HintMoment.ON_REQUEST, False)
    assert ask(world, "stranger", round_).json()["hint"]
    assert len(visible_hints(world.stranger, round_)) == 1
    assert len(visible_hints(world.stranger, round_, lists=True)) > 1


def test_a_group_may_not_list_them_all_before_handing_in(world: World) -> None:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    assert visible_hints(world.pupil, round_, lists=True) == []


def test_rounds_of_a_group_start_without_hints(world: World) -> None:
    text = harbour_text(world.teacher, world.team)
    assert create_round(world.teacher, text).hints == HintTiming.OFF
    sent = {"article": text.article_id}
    made = world.client("teacher").post("/api/v1/rounds/", sent, content_type="application/json").json()
    assert (made["hints"], made["detail_suggestions"]) == (HintTiming.OFF, True)


def test_the_api_sets_them(world: World) -> None:
    round_ = exercise(world, HintTiming.OFF)
    sent = {"hints": "on request", "detail_suggestions": False}
    address = f"/api/v1/rounds/{round_.pk}/"
    changed = world.client("teacher").patch(address, sent, content_type="application/json").json()
    assert (changed["hints"], changed["detail_suggestions"]) == ("on request", False)
    left = world.client("teacher").patch(address, {"instructions": "Read."}, content_type="application/json")
    assert left.json()["hints"] == "on request"


def article_status(world: World, who: str, round_: Round) -> int:
    return world.client(who).get(f"/api/v1/articles/{round_.text.article_id}/hints/").status_code


def test_whoever_runs_the_article_sees_its_hints(world: World) -> None:
    round_ = exercise(world, HintTiming.OFF)
    roles = ("stranger", "viewer", "pupil", "colleague", "teacher")
    assert [article_status(world, who, round_) for who in roles] == [404, 403, 403, 200, 200]
    found = world.client("teacher").get(f"/api/v1/articles/{round_.text.article_id}/hints/").json()
    assert found["available"]
    assert len(found["hints"]) > 4


def test_a_reader_alone_sees_them_when_no_round_is_open(world: World) -> None:
    round_ = alone(world)
    assert article_status(world, "stranger", round_) == 403
    transition_round(world.stranger, round_, RoundState.CLOSED)
    assert article_status(world, "stranger", round_) == 200


def test_who_has_left_the_class_sees_nothing(world: World) -> None:
    round_ = exercise(world, HintTiming.AFTER_HAND_IN)
    begin(world, round_)
    submit_layer(world.pupil, round_)
    world.team.memberships.filter(user=world.pupil).delete()
    person = User.objects.get(pk=world.pupil.pk)
    assert visible_hints(person, round_) == []
