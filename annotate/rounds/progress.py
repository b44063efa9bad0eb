"""Who has started, how far they are and who has handed in: a row per person, a cell per round."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import annotation_counts_by_layer, due_dates_in, hides_from, invited_people
from annotate.annotations.leading import led_round_ids
from annotate.models import Round
from people.models import Team, User
from people.permissions import Permission
from web.csv_safety import escape_formula

COLUMNS = [
    "person",
    "article",
    "round",
    "state",
    "marks",
    "reached",
    "minutes",
    "started",
    "handed in",
    "late",
    "own due date",
]
HANDED_IN, STARTED, LATE = N_("handed in"), N_("started"), N_("handed in late")
NOT_STARTED, NOT_ASKED = N_("not started"), "not asked"
# Where pages have another word than programs.
LABELS = {NOT_ASKED: N_("not taking part")}


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """What one person has done in one round.

    ``count`` of annotations and ``reached`` (the furthest end, 0 to 1 of the text) are None where the round hides them.
    ``reached`` is also None once a text is corrected of which the round still hides annotations: corrections before and
    behind a place would tell where the end is.
    """

    round: int
    takes_part: bool
    started: datetime | None = None
    last_change: datetime | None = None
    submitted: datetime | None = None
    late: bool = False
    count: int | None = None
    reached: float | None = None
    # Their own due date, if it is later than that of the others.
    extended_to: datetime | None = None

    @property
    def state(self) -> str:
        """Return how far they are, in English: for programs."""
        if self.submitted:
            return HANDED_IN
        if self.started:
            return STARTED
        return NOT_STARTED if self.takes_part else NOT_ASKED

    @property
    def label(self) -> str:
        """Return how far they are, in the reader's language."""
        return _(LABELS.get(self.state, self.state) if not self.late else LATE)

    @property
    def rank(self) -> str:
        """Return a key to sort by: how far they are, then their number of annotations."""
        return f"{[NOT_ASKED, NOT_STARTED, STARTED, HANDED_IN].index(self.state)}{self.count or 0:06}"

    @property
    def percent(self) -> int | None:
        """Return ``reached`` in whole per cent."""
        return None if self.reached is None else round(100 * self.reached)

    @property
    def minutes(self) -> int | None:
        """Return the whole minutes from the first annotation to handing in, or else to the last change."""
        if not self.started:
            return None
        end = self.submitted or self.last_change or self.started
        return max(0, round((end - self.started).total_seconds() / 60))


def over_all(cells: Sequence[RoundProgress]) -> RoundProgress:
    """Return what one person has done in all rounds of an assignment, which are handed in together."""
    if len(cells) == 1:
        return cells[0]
    started = [cell.started for cell in cells if cell.started]
    changes = [cell.last_change for cell in cells if cell.last_change]
    submitted = [cell.submitted for cell in cells if cell.submitted]
    counts = [cell.count for cell in cells if cell.count is not None]
    return RoundProgress(
        cells[0].round,
        any(cell.takes_part for cell in cells),
        min(started, default=None),
        max(changes, default=None),
        max(submitted) if len(submitted) == len(cells) else None,
        any(cell.late for cell in cells),
        sum(counts) if counts else None,
        extended_to=max((cell.extended_to for cell in cells if cell.extended_to), default=None),
    )


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """One person in all rounds of a team."""

    person: User
    cells: tuple[RoundProgress, ...]

    @property
    def done(self) -> int:
        """Return how many rounds they have handed in."""
        return sum(1 for cell in self.cells if cell.submitted)


def progress(viewer: User, team: Team, rounds: Iterable[Round]) -> list[PersonProgress]:
    """Return a row for each person who may annotate in ``team``, by name.

    Before an independent round is revealed, only its leaders see numbers; those who may still annotate in it see only
    who has started.
    """
    rounds = list(rounds)
    people = User.objects.filter(
        memberships__team=team, memberships__role__in=Permission.ANNOTATE.roles
    ).order_by("name", "pk")
    layers = {(layer.round_id, layer.annotator_id): layer for layer in annotation_counts_by_layer(rounds)}
    invited = invited_people(rounds)
    led = led_round_ids(viewer, rounds)
    blind = {r.pk for r in rounds if hides_from(viewer, r)}
    hidden = {pk for pk in blind if pk not in led or (pk, viewer.pk) in layers}
    managers = {m.user_id for m in team.memberships.filter(role__in=Permission.MANAGE_ROUND.roles)}
    extended = due_dates_in(rounds)

    def cell(round_: Round, person: User) -> RoundProgress:
        takes_part = person.pk in invited[round_.pk] if round_.pk in invited else person.pk not in managers
        done = _cell(
            round_,
            takes_part,
            layers.get((round_.pk, person.pk)),
            shows_count=round_.pk not in hidden,
            shows_place=round_.pk not in hidden and not (round_.pk in blind and _is_corrected(round_)),
        )
        return replace(done, extended_to=extended.get((round_.pk, person.pk)))

    return [
        PersonProgress(person, tuple(cell(round_, person) for round_ in rounds))
        for person in people
        if person.pk not in managers or any((r.pk, person.pk) in layers for r in rounds)
    ]


def _cell(round_: Round, takes_part: bool, layer: Any, shows_count: bool, shows_place: bool) -> RoundProgress:
    """Return what ``layer``, one of ``annotation_counts_by_layer``, says; None if there is none."""
    if layer is None:
        return RoundProgress(round_.pk, takes_part)
    start, end = round_.extract
    reached = max(0.0, ((layer.furthest or start) - start) / (end - start))
    return RoundProgress(
        round_.pk,
        takes_part,
        layer.started or layer.submitted_at,
        layer.last if shows_count else None,
        layer.submitted_at,
        layer.handed_in_late,
        layer.count if shows_count else None,
        reached if shows_place else None,
    )


def _is_corrected(round_: Round) -> bool:
    return round_.text.created_at > round_.created_at


def progress_csv(rows: Iterable[PersonProgress], rounds: Iterable[Round]) -> bytes:
    """Return the progress as a CSV file with a line per person and round. Formulas in names are escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    titles = {round_.pk: round_.text.article.title for round_ in rounds}
    for row in rows:
        for cell in row.cells:
            reached = None if cell.reached is None else f"{cell.reached:.2f}"
            times = [_time(cell.started), _time(cell.submitted)]
            late = ("yes" if cell.late else "no") if cell.submitted else ""
            names = [escape_formula(row.person.name), escape_formula(titles[cell.round])]
            numbers = [cell.round, cell.state, cell.count, reached, cell.minutes]
            writer.writerow([*names, *numbers, *times, late, _time(cell.extended_to)])
    return out.getvalue().encode("utf-8-sig")


def _time(at: datetime | None) -> str:
    """Return a time with its offset, in the time zone of the person who downloads the file."""
    return timezone.localtime(at).isoformat(timespec="minutes") if at else ""
