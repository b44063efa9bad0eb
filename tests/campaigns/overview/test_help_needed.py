"""Who needs help, and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from campaigns.overview.help_needed import Need, PersonWork, Reason, needs

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
AT_WORK = PersonWork(
    trained=True,
    waiting=False,
    since=NOW - timedelta(days=30),
    done=20,
    open_since=NOW - timedelta(hours=5),
    last_work=NOW - timedelta(hours=1),
)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("person", "need"),
    [
        (AT_WORK, None),
        (replace(AT_WORK, trained=False, waiting=True), Need(Reason.WAITING)),
        (replace(AT_WORK, trained=False), Need(Reason.NOT_PASSED, 30)),
        (replace(AT_WORK, trained=False, since=ago(1)), None),
        (replace(AT_WORK, open_since=ago(5), last_work=ago(4)), Need(Reason.STUCK, 4)),
        (replace(AT_WORK, open_since=ago(2), last_work=ago(4)), None),
        (replace(AT_WORK, open_since=ago(8)), Need(Reason.LONG_OPEN, 8)),
        (replace(AT_WORK, open_since=None, last_work=ago(9)), Need(Reason.IDLE, 9)),
        (replace(AT_WORK, open_since=None, last_work=ago(2)), None),
        (replace(AT_WORK, done=9), Need(Reason.BEHIND, usual=20)),
        (replace(AT_WORK, done=11), None),
    ],
)
def test_the_most_urgent_reason_is_named(person: PersonWork, need: Need | None) -> None:
    assert needs([AT_WORK, AT_WORK, person], AT_WORK.since, NOW)[2] == need


def test_nobody_is_behind_those_who_only_began() -> None:
    people = [replace(AT_WORK, done=done) for done in (4, 4, 0)]
    assert needs(people, AT_WORK.since, NOW) == [None] * 3


def test_a_pause_is_nobodys_silence() -> None:
    person = replace(AT_WORK, open_since=ago(9), last_work=ago(9))
    assert needs([person], ago(1), NOW) == [Need(Reason.LONG_OPEN, 9)]
    assert needs([replace(person, open_since=None)], ago(1), NOW) == [None]


def test_without_people_nobody_needs_help() -> None:
    assert needs([], NOW, NOW) == []
