"""Voting again on a passage: everybody is asked, the last word counts, and nobody learns who thinks what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.access import vote_counts
from annotate.discussion.polls import REVEAL_BEFORE_POLL, cast_vote, close_poll, open_poll
from annotate.enums import RoundMode
from annotate.rounds.actions import RoundSettings, create_round
from people.permissions import PermissionRefused
from reports.analysis.clusters import clusters
from reports.analysis.passage_agreement import pairwise_agreement, tag_counts
from reports.layers import SpanAnnotation
from tests.world import World

JSON = {"content_type": "application/json"}


def test_a_vote(world: World) -> None:
    api = f"/api/v1/rounds/{world.round.pk}/polls/"
    poll = world.client("teacher").post(api, {"start": 0, "end": 9}, **JSON).json()
    assert world.client("pupil").get(f"/rounds/{world.round.pk}/").context["data"]["poll"] == {
        "id": poll["id"], "start": 0, "end": 9, "open": True,
    }  # fmt: skip
    for who, tag in (
        ("pupil", "opinion"),
        ("pupil", "loaded-language"),
        ("classmate", ""),
        ("colleague", "opinion"),
    ):
        answer = world.client(who).put(f"{api}{poll['id']}/vote/", {"tag": tag}, **JSON)
        assert answer.status_code == 204
    stands = world.client("teacher").delete(f"{api}{poll['id']}/").json()
    assert (stands["open"], stands["votes"]) == (False, {"loaded-language": 1, "": 1, "opinion": 1})
    late = world.client("pupil").put(f"{api}{poll['id']}/vote/", {"tag": "opinion"}, **JSON)
    assert late.status_code == 403
    assert "ended" in late.json()["detail"]
    told = world.client("pupil").get(f"/api/v1/rounds/{world.round.pk}/changes/").json()["results"]
    assert [row["verb"] for row in told[-2:]] == ["poll.open", "poll.close"]
    assert "votes" not in str(told)


def test_one_vote_at_a_time(world: World) -> None:
    first = open_poll(world.teacher, world.round, 0, 3)
    open_poll(world.teacher, world.round, 3, 6)
    with pytest.raises(PermissionRefused):
        cast_vote(world.pupil, world.round, first, "opinion")


def test_an_unknown_tag_is_no_vote(world: World) -> None:
    poll = open_poll(world.teacher, world.round, 0, 3)
    address = f"/api/v1/rounds/{world.round.pk}/polls/{poll.pk}/vote/"
    assert world.client("pupil").put(address, {"tag": "no-such"}, **JSON).status_code == 422
    close_poll(world.teacher, world.round, poll)
    assert vote_counts(poll) == {}


def test_not_while_people_mark_alone(world: World) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    with pytest.raises(PermissionRefused) as refused:
        open_poll(world.teacher, round_, 0, 3)
    assert str(refused.value) == REVEAL_BEFORE_POLL


@pytest.mark.parametrize("sent", [{"start": 0, "end": 10_000}, {"start": -1, "end": 3}, {}])
def test_a_passage_that_is_none(world: World, sent: dict[str, Any]) -> None:
    api = f"/api/v1/rounds/{world.round.pk}/polls/"
    assert world.client("teacher").post(api, sent, **JSON).status_code in (400, 422)


@pytest.mark.parametrize(
    ("counts", "share"),
    [({"a": 2}, 1), ({"a": 1, "b": 1}, 0), ({"a": 3, "": 1}, 0.5), ({"a": 1}, None), ({}, None)],
)
def test_agreeing(counts: dict[str, int], share: float | None) -> None:
    assert pairwise_agreement(counts) == share


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), max_size=5))
def test_agreement_is_a_share(counts: dict[str, int]) -> None:
    assert 0 <= (pairwise_agreement(counts) or 0) <= 1


def test_what_was_said_before() -> None:
    def made(who: str, start: int, end: int, tag: str) -> SpanAnnotation:
        return SpanAnnotation(f"{who}{tag}", start, end, tag, "q", who, "2026")

    text = "one two three four five"
    place = clusters(
        text, [made("a", 0, 13, "x"), made("a", 4, 7, "y"), made("b", 0, 13, "x"), made("c", 4, 7, "y")], 5
    )[0]
    assert tag_counts(place) == {"x": 2, "y": 1, "": 2}
