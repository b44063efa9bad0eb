"""Asking for the next hint: one at a time, each once, counted; and what people make of those that they have had."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from annotate.annotations.actions import submit_layer
from annotate.enums import HintResponse, HintTiming, RoundMode, RoundState
from annotate.hints.actions import request_hint
from annotate.hints.visible import visible_hints
from annotate.models import Layer, Round, ShownHint
from annotate.privacy.erasure import erase_person
from annotate.revisions.actions import correct_text
from annotate.rounds.actions import transition_round
from articles.editing.text_edit import TextEdit
from articles.hints import RULES_VERSION
from people.models import User
from people.permissions import PermissionRefused
from tests.annotate.hints.harbour import HARBOUR, alone, ask, exercise, hints_seen, respond
from tests.world import World, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(world: World) -> Round:
    """An exercise with hints on request."""
    return exercise(world, HintTiming.ON_REQUEST)


def all_asked_for(world: World, round_: Round, **asked: Any) -> list[dict[str, Any]]:
    """Ask as the pupil until there are no more."""
    hints = []
    while hint := ask(world, "pupil", round_, **asked).json()["hint"]:
        hints.append(hint)
    return hints


def test_each_comes_once_in_the_order_of_the_text(world: World, round_: Round) -> None:
    first = all_asked_for(world, round_)
    assert [hint["cue"] for hint in first] == sorted(hint["cue"] for hint in first)
    assert all(hint["first"] and hint["response"] == "seen" for hint in first)
    more = all_asked_for(world, round_, more=True)
    assert more
    assert not any(hint["first"] for hint in more)
    keys = [hint["key"] for hint in first + more]
    assert len(set(keys)) == len(keys)
    seen = hints_seen(world, "pupil", round_)
    assert {hint["key"] for hint in seen["hints"]} == set(keys)
    assert seen["requested"] == len(keys)


def test_the_next_one_after_the_reading_position_comes_and_then_those_before(
    world: World, round_: Round
) -> None:
    after = HARBOUR.index("The new gate")
    cues = [hint["cue"][0] for hint in all_asked_for(world, round_, after=after, more=True)]
    assert cues[0] >= after
    assert cues != sorted(cues)
    later = [cue for cue in cues if cue >= after]
    assert cues == [*sorted(later), *sorted(cue for cue in cues if cue < after)]


def test_nobody_needs_a_hint_to_what_they_have_highlighted(world: World, round_: Round) -> None:
    mark(world.pupil, round_, "lost 4,200 euros", "factual-claim")
    mark(world.pupil, round_, "8 per cent", "opinion")
    mark(world.classmate, round_, "12 million euros", "factual-claim")
    cues = [HARBOUR[slice(*hint["cue"])] for hint in all_asked_for(world, round_, more=True)]
    assert "4,200 euros" not in cues
    assert "8 per cent" in cues, "with another tag"
    assert "12 million euros" in cues, "somebody else's"


def test_a_hint_says_where_it_is_and_why(world: World, round_: Round) -> None:
    after = HARBOUR.index("The harbour lost")
    hint = ask(world, "pupil", round_, after=after, more=True).json()["hint"]
    assert hint["quote"] == HARBOUR[hint["start"] : hint["end"]]
    assert hint["quote"].startswith("The harbour lost")
    assert HARBOUR[slice(*hint["cue"])] == "4,200 euros"
    assert (hint["kind"], hint["tag"], hint["code"]) == ("claims", "factual-claim", "number")
    assert "4,200 euros" in hint["reason"]
    shown = ShownHint.objects.get()
    assert (shown.key, shown.tag, shown.code, shown.rules) == (
        hint["key"], hint["tag"], hint["code"], RULES_VERSION,
    )  # fmt: skip


def test_the_reason_is_in_the_language_of_the_reader(world: World, round_: Round) -> None:
    client = world.client("pupil", headers={"Accept-Language": "es"})
    url = f"/api/v1/rounds/{round_.pk}/hints/request/"
    hint = client.post(url, {"after": 0}, content_type="application/json").json()["hint"]
    assert "¿" in hint["reason"]


def test_they_are_counted_in_the_layer_whenever_it_begins(world: World, round_: Round) -> None:
    ask(world, "pupil", round_, more=True)
    ask(world, "pupil", round_, more=True)
    mark(world.pupil, round_, "storm", "opinion")
    assert Layer.objects.get(round=round_).hints_requested == 2
    ask(world, "pupil", round_, more=True)
    assert Layer.objects.get(round=round_).hints_requested == 3
    mark(world.classmate, round_, "storm", "opinion")
    assert Layer.objects.get(round=round_, annotator=world.classmate).hints_requested == 0


def test_responses_after_handing_in_are_not_counted(world: World, round_: Round) -> None:
    ask(world, "pupil", round_)
    mark(world.pupil, round_, "storm", "opinion")
    submit_layer(world.pupil, round_)
    for hint in hints_seen(world, "pupil", round_)["hints"]:
        assert respond(world, "pupil", round_, hint["key"], "missed").json()["response"] == "missed"
    assert hints_seen(world, "pupil", round_)["requested"] == 1


def handed_in(world: World) -> Round:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    submit_layer(world.pupil, round_)
    return round_


def closed(world: World) -> Round:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    transition_round(world.teacher, round_, RoundState.CLOSED)
    return round_


def overdue(world: World) -> Round:
    round_ = exercise(world, HintTiming.ON_REQUEST)
    Round.objects.filter(pk=round_.pk).update(due_at=timezone.now() - timedelta(days=1))
    return round_


REFUSED = {
    "hints are off": lambda world: exercise(world, HintTiming.OFF),
    "after handing in": lambda world: exercise(world, HintTiming.AFTER_HAND_IN),
    "handed in": handed_in,
    "closed": closed,
    "overdue": overdue,
}


@pytest.mark.parametrize("when", REFUSED)
def test_it_is_refused_unless_the_reader_annotates_with_hints(world: World, when: str) -> None:
    round_ = REFUSED[when](world)
    response = ask(world, "pupil", round_)
    assert response.status_code == 403
    assert response.json()["detail"]
    assert not ShownHint.objects.exists()


def test_those_of_an_overdue_exercise_stay(world: World, round_: Round) -> None:
    key = ask(world, "pupil", round_).json()["hint"]["key"]
    Round.objects.filter(pk=round_.pk).update(due_at=timezone.now() - timedelta(days=1))
    assert [hint["key"] for hint in hints_seen(world, "pupil", round_)["hints"]] == [key]


@pytest.mark.parametrize("response", list(HintResponse))
def test_the_last_response_counts(world: World, round_: Round, response: HintResponse) -> None:
    key = ask(world, "pupil", round_).json()["hint"]["key"]
    respond(world, "pupil", round_, key, "dismissed")
    for _ in range(2):
        answered = respond(world, "pupil", round_, key, response)
        assert (answered.status_code, answered.json()["response"]) == (200, response)
    assert hints_seen(world, "pupil", round_)["hints"][0]["response"] == response
    assert ShownHint.objects.get().responded_at


def test_what_was_dismissed_stays_so_when_another_part_of_the_text_is_corrected(
    world: World, round_: Round
) -> None:
    key = ask(world, "pupil", round_).json()["hint"]["key"]
    respond(world, "pupil", round_, key, "dismissed")
    correct_text(world.teacher, round_.text.article, 1, [TextEdit(0, 2, "")], [])
    [shown] = hints_seen(world, "pupil", round_)["hints"]
    assert (shown["key"], shown["response"]) == (key, "dismissed")
    body = Round.objects.get(pk=round_.pk).text.body
    assert body[shown["start"] : shown["end"]] == shown["quote"]
    assert key not in [hint["key"] for hint in all_asked_for(world, round_, more=True)]


def test_one_that_is_not_shown_yet_takes_no_response(world: World, round_: Round) -> None:
    key = ask(world, "classmate", round_).json()["hint"]["key"]
    assert respond(world, "pupil", round_, key, "dismissed").status_code == 404
    assert respond(world, "classmate", round_, "nothing", "dismissed").status_code == 404
    assert respond(world, "viewer", round_, key, "dismissed").status_code == 403
    assert respond(world, "classmate", round_, key, "loved").status_code == 400


def test_a_reader_alone_responds_to_those_in_the_lists(world: World) -> None:
    round_ = alone(world)
    asked = ask(world, "stranger", round_).json()["hint"]["key"]
    keys = [hint.key for hint in visible_hints(world.stranger, round_, lists=True)]
    other = next(key for key in keys if key != asked)
    assert respond(world, "stranger", round_, other, "unsure").status_code == 200
    assert len(hints_seen(world, "stranger", round_)["hints"]) == 2


def everything_else() -> dict[str, list[Any]]:
    """All rows of all tables but those of shown hints."""
    rows: dict[str, list[Any]] = {}
    for model in apps.get_models():
        if model is not ShownHint and model._meta.managed:
            rows[model._meta.label] = list(model._default_manager.order_by("pk").values())
    for row in rows["annotate.Layer"]:
        row.pop("hints_requested")
    return rows


@pytest.mark.parametrize("begun", [True, False])
def test_asking_and_responding_change_no_other_row(world: World, round_: Round, begun: bool) -> None:
    if begun:
        mark(world.pupil, round_, "storm", "opinion")
    before = everything_else()
    keys = [hint["key"] for hint in all_asked_for(world, round_, more=True)]
    for key, response in zip(keys, HintResponse, strict=False):
        respond(world, "pupil", round_, key, response)
    assert everything_else() == before
    assert ShownHint.objects.filter(annotator=world.pupil).count() == len(keys) > 2


def test_who_is_erased_leaves_no_hints_behind(world: World, round_: Round) -> None:
    ask(world, "pupil", round_)
    ask(world, "classmate", round_)
    stale = User.objects.get(pk=world.pupil.pk)
    assert stale.role_by_team
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=True)
    assert list(ShownHint.objects.values_list("annotator", flat=True)) == [world.classmate.pk]
    # Their request waited for the lock while they were erased.
    with pytest.raises(PermissionRefused):
        request_hint(stale, round_, 0)
    assert ShownHint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begun", [True, False])
def test_two_tabs_that_ask_at_once_get_a_hint_each(world: World, begun: bool) -> None:
    round_ = exercise(world, HintTiming.ON_REQUEST, RoundMode.OPEN)
    if begun:
        mark(world.pupil, round_, "storm", "opinion")
    keys: list[str] = []
    barrier = Barrier(4)

    def tab() -> None:
        user = User.objects.get(pk=world.pupil.pk)
        own = Round.objects.select_related("text__article__team", "codebook").get(pk=round_.pk)
        barrier.wait()
        hint = request_hint(user, own, 0, more=True)
        keys.extend([hint.key] if hint else [])
        connection.close()

    def highlight() -> None:
        barrier.wait()
        mark(User.objects.get(pk=world.pupil.pk), Round.objects.get(pk=round_.pk), "gate", "opinion")
        connection.close()

    threads = [Thread(target=target) for target in (tab, tab, tab, highlight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == len(set(keys)) == 3
    assert Layer.objects.get(round=round_, annotator=world.pupil).hints_requested == 3


def test_more_hints_make_no_more_queries(
    world: World, round_: Round, django_assert_max_num_queries: Any
) -> None:
    client, url = world.client("pupil"), f"/api/v1/rounds/{round_.pk}/hints/"
    counts = []
    for _ in range(2):
        ask(world, "pupil", round_, more=True)
        client.get(url)
        with django_assert_max_num_queries(20) as seen:
            assert client.get(url).json()["hints"]
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
