"""Who needs help with their work in a campaign, and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

PRACTISING_FOR = timedelta(days=3)
SILENT_FOR = timedelta(days=3)
OPEN_FOR = timedelta(days=7)
IDLE_FOR = timedelta(days=7)
# Far behind: less than half of what is usual, and at least so many articles less.
BEHIND_BY = 5


class Reason(StrEnum):
    """Why somebody may need help; the most urgent first.

    Waiting: all attempts at the practice articles are used, a lead decides. Not passed: practising for days.
    Stuck: they have an article and did nothing for days. Long open: they have had one article for a week, and work on
    it. Idle: they have none, and did nothing for a week. Behind: they did less than half of what is usual.
    """

    WAITING = "waiting"
    NOT_PASSED = "not passed"
    STUCK = "stuck"
    LONG_OPEN = "long open"
    IDLE = "idle"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class PersonWork:
    """How far somebody is. ``last_work`` is their last change or hand-in, ``since`` when they could begin."""

    trained: bool
    waiting: bool
    since: datetime
    done: int
    open_since: datetime | None
    last_work: datetime | None


@dataclass(frozen=True, slots=True)
class Need:
    """Why somebody needs help, and for how many full days; ``usual`` is what others did, for who is behind."""

    reason: Reason
    days: int = 0
    usual: int = 0


def needs(people: Sequence[PersonWork], running_since: datetime, now: datetime) -> list[Need | None]:
    """Return for each person why they need help, or None. Nobody is silent for longer than the campaign runs."""
    usual = median([person.done for person in people if person.trained] or [0])
    return [_need(person, usual, running_since, now) for person in people]


def _need(person: PersonWork, usual: float, running_since: datetime, now: datetime) -> Need | None:
    if person.waiting:
        return Need(Reason.WAITING)
    since = max(person.since, running_since)
    silent = now - max(filter(None, (person.last_work, person.open_since or since, running_since)))
    if not person.trained:
        return _after(Reason.NOT_PASSED, now - since, PRACTISING_FOR)
    if person.open_since:
        need = _after(Reason.STUCK, silent, SILENT_FOR)
        need = need or _after(Reason.LONG_OPEN, now - person.open_since, OPEN_FOR)
    else:
        need = _after(Reason.IDLE, silent, IDLE_FOR)
    behind = 2 * person.done < usual and usual - person.done >= BEHIND_BY
    return need or (Need(Reason.BEHIND, usual=round(usual)) if behind else None)


def _after(reason: Reason, time: timedelta, limit: timedelta) -> Need | None:
    return Need(reason, time.days) if time >= limit else None
