"""Comments on marks: threads, mentions, resolving, moderating; and nobody reads what they may not see."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from annotate.discussion.mentions import mentioned_ids
from annotate.enums import RoundMode, RoundState
from annotate.models import Comment
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.world import World, mark

JSON = {"content_type": "application/json"}


def say(world: World, who: str, body: str, about: str = "claim", pk: UUID | None = None, **more: Any) -> Any:
    """``who`` says ``body`` of a mark of the world's round."""
    sent = {"annotation": str(world.annotations[about].pk), "body": body} | more
    return world.client(who).put(f"/api/v1/rounds/{world.round.pk}/comments/{pk or uuid4()}/", sent, **JSON)


def test_a_thread(world: World) -> None:
    first = say(world, "classmate", "Says who?").json()
    say(world, "pupil", "The council’s own minutes.", reply_to=first["id"])
    rows = world.client("teacher").get(f"/api/v1/rounds/{world.round.pk}/comments/").json()["results"]
    assert [(row["author"]["name"], row["body"], row["reply_to"]) for row in rows] == [
        ("classmate", "Says who?", None),
        ("pupil", "The council’s own minutes.", first["id"]),
    ]
    answer = say(world, "teacher", "Deeper still", reply_to=rows[1]["id"])
    assert answer.status_code == 422


def test_saying_it_twice_says_it_once(world: World) -> None:
    pk = uuid4()
    assert [say(world, "pupil", "Hm.", pk=pk).status_code for _ in range(2)] == [201, 200]
    assert say(world, "pupil", "Hm!", pk=pk).status_code == 200
    assert [c.body for c in Comment.objects.all()] == ["Hm!"]
    assert say(world, "classmate", "Mine", pk=pk).status_code == 404
    assert [c["verb"] for c in feed(world)] == ["comment.put"] * 2


def feed(world: World) -> list[dict[str, Any]]:
    """What happened since the world was made."""
    rows = world.client("viewer").get(f"/api/v1/rounds/{world.round.pk}/changes/").json()["results"]
    return [row for row in rows if row["verb"].startswith("comment")]


@pytest.mark.parametrize("body", ["", "   ", "a\0b", "x" * 5_001])
def test_what_cannot_be_said(world: World, body: str) -> None:
    assert say(world, "pupil", body).status_code in (400, 422)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("classmate", 200), ("pupil", 200), ("teacher", 200), ("colleague", 200), ("viewer", 403)],
)
def test_who_resolves_a_thread(world: World, who: str, status: int) -> None:
    """Its author, whose mark it is, and who leads; a comment of the teacher on the pupil's mark is the base."""
    pk = say(world, "classmate", "Says who?").json()["id"]
    address = f"/api/v1/rounds/{world.round.pk}/comments/{pk}/"
    assert world.client(who).patch(address, {"resolved": True}, **JSON).status_code == status
    assert (Comment.objects.get().resolved_at is not None) == (status == 200)


def test_another_pupil_does_not_resolve_it(world: World) -> None:
    pk = say(world, "teacher", "Says who?", about="claim").json()["id"]
    address = f"/api/v1/rounds/{world.round.pk}/comments/{pk}/"
    assert world.client("classmate").patch(address, {"resolved": True}, **JSON).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("pupil", 403), ("classmate", 204), ("teacher", 204)])
def test_who_takes_a_comment_off(world: World, who: str, status: int) -> None:
    pk = say(world, "classmate", "Something unkind").json()["id"]
    answer = world.client(who).delete(f"/api/v1/rounds/{world.round.pk}/comments/{pk}/")
    assert answer.status_code == status
    rows = world.client("pupil").get(f"/api/v1/rounds/{world.round.pk}/comments/").json()["results"]
    assert [(row["body"], row["removed"]) for row in rows] == [
        ("", True) if status == 204 else ("Something unkind", False)
    ]


def test_who_is_mentioned_is_told_once(world: World, django_capture_on_commit_callbacks: Any) -> None:
    pk = uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        say(world, "pupil", "What do you think, @Classmate and @stranger?", pk=pk)
        say(world, "pupil", "What do you think, @Classmate?", pk=pk)
    assert [message.to for message in mail.outbox] == [["classmate@school.example"]]
    assert "What do you think" in mail.outbox[0].body


def test_in_an_independent_round_comments_are_hidden_with_their_marks(world: World) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    own = mark(world.pupil, round_, "globalist", "opinion")
    address = f"/api/v1/rounds/{round_.pk}/comments/"
    sent = {"annotation": str(own.pk), "body": "Note to myself"}
    assert world.client("pupil").put(f"{address}{uuid4()}/", sent, **JSON).status_code == 201
    for who in ("classmate", "teacher"):
        assert world.client(who).get(address).json()["results"] == []
        assert "Note to myself" not in world.client(who).get(f"/rounds/{round_.pk}/").content.decode()
        assert (
            "Note to myself"
            not in world.client(who).get(f"/api/v1/rounds/{round_.pk}/changes/").content.decode()
        )
        assert world.client(who).put(f"{address}{uuid4()}/", sent, **JSON).status_code == 404
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert len(world.client("classmate").get(address).json()["results"]) == 1


def test_who_may_not_see_the_highlight_is_written_to_after_the_reveal(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    """An exercise in which everybody works alone stays silent, whoever is mentioned; the reveal makes up for it."""
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    own = mark(world.pupil, round_, "Nobody should be surprised", "opinion")
    removed = uuid4()
    address = f"/api/v1/rounds/{round_.pk}/comments/"
    with django_capture_on_commit_callbacks(execute=True):
        for pk, body in ((uuid4(), "@classmate and @teacher: my thought"), (removed, "@colleague: not this")):
            sent = {"annotation": str(own.pk), "body": body}
            assert world.client("pupil").put(f"{address}{pk}/", sent, **JSON).status_code == 201
        world.client("pupil").delete(f"{address}{removed}/")
    assert mail.outbox == []
    assert not Comment.mentions.through.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        transition_round(world.teacher, round_, RoundState.CLOSED)
        assert mail.outbox == []
        transition_round(world.teacher, round_, RoundState.REVEALED)
    assert sorted(message.to[0] for message in mail.outbox) == [
        "classmate@school.example", "teacher@school.example",
    ]  # fmt: skip
    assert "my thought" in mail.outbox[0].body


def test_who_does_not_take_part_is_not_written_to(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(participants=(world.pupil,)))
    own = mark(world.pupil, round_, "globalist", "opinion")
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"annotation": str(own.pk), "body": "@classmate, look; @colleague, too"}
        world.client("pupil").put(f"/api/v1/rounds/{round_.pk}/comments/{uuid4()}/", sent, **JSON)
    assert [message.to for message in mail.outbox] == [["colleague@school.example"]]


def test_of_two_names_the_longer_is_meant() -> None:
    people = [(1, "Ana"), (2, "Ana María"), (3, "Bo")]
    assert mentioned_ids("@ana maría, look", people) == {2}
    assert mentioned_ids("@Ana: @BO!", people) == {1, 3}
    assert mentioned_ids("@Bob ana@example.org", people) == set()


@given(st.text(), st.lists(st.tuples(st.integers(), st.text(min_size=1, max_size=5)), max_size=4))
def test_only_people_are_mentioned(body: str, names: list[tuple[int, str]]) -> None:
    assert mentioned_ids(body, names) <= {pk for pk, _ in names}
