"""Extend the due date of a round for some of its people, in an assignment that of all its rounds."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.access import EXTEND, due_at_for, get_layer, last_round_change_by, people_to_extend
from annotate.annotations.actions import lock_set
from annotate.change_log import append_change
from annotate.due_date import is_late
from annotate.enums import RoundState
from annotate.models import Extension, Layer, Round
from annotate.rounds.actions import MOVE, SET
from people.models import User
from people.permissions import Permission, check_permission
from web.errors import ProblemError
from web.values import FIRST_YEAR, LAST_YEAR, is_time


class ExtensionError(ProblemError, ValueError):
    """The extension is impossible. The message says why."""

    code = "bad-extension"


@transaction.atomic
def extend(user: User, round_: Round, people: Iterable[User], due_at: datetime) -> None:
    """Give ``people`` a due date of their own in place of one that they have. Idempotent.

    It moves the date only: a round that is not open stays so. What they have handed in is late by their own date. Raise
    ExtensionError if the round has no due date or an equal or later one, or if one of ``people`` does not take part.
    """
    check_permission(user, Permission.MANAGE_ROUND, round_)
    people = sorted(people, key=lambda person: person.pk)
    if not is_time(due_at):
        message = _("Choose a due date in the years {first} to {last}.")
        raise ExtensionError(message.format(first=FIRST_YEAR, last=LAST_YEAR))
    for each in lock_set(round_):
        if each.due_at is None:
            raise ExtensionError(_("There is no due date, so nobody needs more time. Set one first."))
        if due_at <= each.due_at:
            raise ExtensionError(_("Choose a date after that of the others."))
        _check_take_part(each, people)
        for person in people:
            _extend(user, each, person, due_at)


@transaction.atomic
def remove_extension(user: User, round_: Round, person: User) -> None:
    """Make the due date of all that of ``person`` again. Idempotent."""
    check_permission(user, Permission.MANAGE_ROUND, round_)
    for each in lock_set(round_):
        if Extension.objects.filter(round=each, user=person).delete()[0]:
            _log(user, each, person, None)


def _check_take_part(round_: Round, people: list[User]) -> None:
    taking_part = set(people_to_extend(round_).values_list("pk", flat=True))
    for person in people:
        if person.pk not in taking_part:
            raise ExtensionError(_("“{name}” does not take part.").format(name=person.name))


def _extend(user: User, round_: Round, person: User, due_at: datetime) -> None:
    present = Extension.objects.filter(round=round_, user=person).first()
    if present and present.due_at == due_at:
        return
    values = {"due_at": due_at, "created_by": user}
    Extension.objects.update_or_create(round=round_, user=person, defaults=values)
    _log(user, round_, person, due_at)


def _log(user: User, round_: Round, person: User, due_at: datetime | None) -> None:
    """Log the change, and mark what the person has handed in as late by the date that they have now."""
    layer = get_layer(person, round_)
    late = None
    if layer and layer.submitted_at:
        late = _mark_as_late(round_, person, layer, layer.submitted_at)
    payload = {"person": person.pk, "due_at": due_at.isoformat() if due_at else None, "late": late}
    append_change(round_, user, EXTEND, payload)


def _mark_as_late(round_: Round, person: User, layer: Layer, submitted_at: datetime) -> bool:
    """Set whether a layer is late; what was handed in while the round was closed is late in any case."""
    last = last_round_change_by(round_, submitted_at, SET, MOVE)
    state = str(last.payload["state"]) if last else RoundState.OPEN
    layer.handed_in_late = is_late(state, due_at_for(person, round_), submitted_at)
    layer.save(update_fields=["handed_in_late"])
    return layer.handed_in_late
