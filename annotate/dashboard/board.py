"""What is going on in the classes that somebody leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from annotate.access import has_answer_key, rounds_in
from annotate.enums import RoundState
from annotate.models import Round
from annotate.rounds.progress import PersonProgress, RoundProgress, over_all, progress
from people.access import list_teams
from people.models import Team, User
from people.permissions import Permission, has_permission
from people.terms import Kind

# While others highlight, somebody is stuck who has begun but has not changed anything for so long.
STUCK_AFTER = timedelta(minutes=10)
# Exercises of a class on the page: those that are going on, from the newest.
MAX_EXERCISES = 6


class NextStep(StrEnum):
    """What the teacher does next with an exercise, or with a class."""

    SHOW_CODE = "show code"
    CHOOSE_LESSON = "choose lesson"
    OPEN = "open"
    WAIT = "wait"
    REVEAL = "reveal"
    RESULTS = "results"
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class BoardExercise:
    """An exercise that is going on, or the last one that was revealed. ``rounds`` are its articles.

    ``stuck`` are names where the viewer may know when people changed something last, else it is empty.
    """

    rounds: tuple[Round, ...]
    title: str
    assignment: int | None
    handed_in: int
    working: int
    not_begun: tuple[str, ...]
    stuck: tuple[str, ...]
    next: NextStep

    @property
    def first(self) -> Round:
        """Return its first round."""
        return self.rounds[0]

    @property
    def people(self) -> int:
        """Return how many people take part."""
        return self.handed_in + self.working + len(self.not_begun)


@dataclass(frozen=True, slots=True)
class BoardClass:
    """A class with what is going on in it. ``next`` is the step of the class itself, if it needs one."""

    team: Team
    pupils: int
    exercises: tuple[BoardExercise, ...]
    next: NextStep | None


def leads_classes(user: User) -> bool:
    """Return whether ``user`` leads a class that is not archived."""
    return any(_is_led_class(user, team) for team in list_teams(user))


def board(user: User) -> list[BoardClass]:
    """Return the classes that ``user`` leads: those with something going on first, then by name."""
    classes = [_board_class(user, team) for team in list_teams(user) if _is_led_class(user, team)]
    going_on = (NextStep.OPEN, NextStep.WAIT, NextStep.REVEAL)
    return sorted(
        classes,
        key=lambda one: (
            not any(exercise.next in going_on for exercise in one.exercises),
            one.team.name.casefold(),
            one.team.pk,
        ),
    )


def _is_led_class(user: User, team: Team) -> bool:
    return team.kind == Kind.CLASS and has_permission(user, Permission.MANAGE_ROUND, team)


def _board_class(user: User, team: Team) -> BoardClass:
    sets = _sets(rounds_in(user, team).select_related("assigned__assignment"))
    shown = [rounds for rounds in sets if rounds[0].state != RoundState.REVEALED][:MAX_EXERCISES] or sets[:1]
    in_order = [round_ for rounds in shown for round_ in rounds]
    people = progress(user, team, in_order)
    exercises, start = [], 0
    for rounds in shown:
        cells = slice(start, start + len(rounds))
        exercises.append(_exercise(rounds, [(one, one.cells[cells]) for one in people]))
        start += len(rounds)
    pupils = team.memberships.filter(role="annotator").count()
    step = None if exercises else NextStep.CHOOSE_LESSON
    if exercises and not pupils:
        step = NextStep.SHOW_CODE
    return BoardClass(team, pupils, tuple(exercises), step)


def _sets(rounds: Iterable[Round]) -> list[tuple[Round, ...]]:
    """Return the rounds, those of one assignment together and in their order; newest first."""
    sets: dict[tuple[str, int], list[Round]] = {}
    for round_ in rounds:
        assigned = getattr(round_, "assigned", None)
        key = ("assignment", assigned.assignment_id) if assigned else ("round", round_.pk)
        sets.setdefault(key, []).append(round_)
    return [tuple(sorted(members, key=lambda round_: round_.pk)) for members in sets.values()]


def _exercise(
    rounds: tuple[Round, ...], people: Sequence[tuple[PersonProgress, tuple[RoundProgress, ...]]]
) -> BoardExercise:
    totals = [(one.person.name, over_all(cells)) for one, cells in people]
    taking_part = [(name, total) for name, total in totals if total.takes_part or total.started]
    handed_in = sum(1 for _name, total in taking_part if total.submitted)
    working = [(name, total) for name, total in taking_part if total.started and not total.submitted]
    not_begun = tuple(name for name, total in taking_part if not total.started and not total.submitted)
    changes = [total.last_change for _name, total in taking_part if total.last_change]
    first = rounds[0]
    assigned = getattr(first, "assigned", None)
    return BoardExercise(
        rounds,
        assigned.assignment.title if assigned else first.text.article.title,
        assigned.assignment_id if assigned else None,
        handed_in,
        len(working),
        not_begun,
        _stuck(working, changes) if first.accepts_annotations else (),
        _next_step(first, all_handed_in=bool(taking_part) and handed_in == len(taking_part)),
    )


def _stuck(working: Sequence[tuple[str, RoundProgress]], changes: Sequence[datetime]) -> tuple[str, ...]:
    """Return who has changed nothing for a while, if somebody else has."""
    limit = timezone.now() - STUCK_AFTER
    if not any(change >= limit for change in changes):
        return ()
    return tuple(name for name, total in working if total.last_change and total.last_change < limit)


def _next_step(round_: Round, all_handed_in: bool) -> NextStep:
    if round_.state == RoundState.DRAFT:
        return NextStep.OPEN
    if round_.state == RoundState.REVEALED:
        return NextStep.RESULTS if has_answer_key(round_) else NextStep.OVERVIEW
    waits = round_.accepts_annotations and not all_handed_in
    return NextStep.WAIT if waits else NextStep.REVEAL
