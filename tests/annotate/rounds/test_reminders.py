"""A reminder goes to those who have not handed in, once a day, and nowhere else."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from annotate.annotations.actions import submit_layer
from annotate.enums import RoundState
from annotate.rounds.actions import transition_round
from people.models import User
from tests.world import World


def nudge(world: World) -> Any:
    """The teacher presses the button."""
    return world.client("teacher").post(f"/api/v1/rounds/{world.round.pk}/nudge/")


def test_who_has_not_handed_in_is_reminded(world: World, django_capture_on_commit_callbacks: Any) -> None:
    submit_layer(world.pupil, world.round)
    world.team.memberships.create(user=User.objects.create(email=None, name="Guest"), role="annotator")
    with django_capture_on_commit_callbacks(execute=True):
        assert nudge(world).json() == {"reminded": 1, "without_address": 1, "failed": 0}
    assert [message.to for message in mail.outbox] == [["classmate@school.example"]]
    assert f"http://testserver/rounds/{world.round.pk}/about/" in mail.outbox[0].body


def test_once_a_day(world: World) -> None:
    assert nudge(world).status_code == 200
    assert nudge(world).status_code == 403
    world.round.changes.filter(verb="round.nudge").update(created_at=timezone.now() - timedelta(days=1))
    assert nudge(world).status_code == 200


def test_not_when_nothing_can_be_handed_in(world: World) -> None:
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    assert nudge(world).status_code == 403


def test_nobody_reads_in_the_feed_how_many_are_behind(world: World) -> None:
    assert nudge(world).status_code == 200
    (row,) = [
        row
        for row in world.client("pupil").get(f"/api/v1/rounds/{world.round.pk}/changes/").json()["results"]
        if row["verb"] == "round.nudge"
    ]
    assert row["payload"] == {}
