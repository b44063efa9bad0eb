"""Extensions: somebody's own due date in a round. Nobody knows of it but they and those who oversee the round."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from annotate.due_date import Refusal, own_due_at, refusal
from annotate.models import Change, Extension, Round
from people.models import User
from people.permissions import Permission, has_permission

# The verb of a change to an extension, in the log; and those that say what the due date of all is.
EXTEND = "round.extend"
STATES = ("round.set", "round.move")


def for_reader(user: User, rounds: Iterable[Round]) -> list[Round]:
    """Return the rounds with the due dates that ``user`` has in them, in one query."""
    rounds = list(rounds)
    dated = [round_ for round_ in rounds if round_.due_at]
    if dated:
        own = dict(Extension.objects.filter(round__in=dated, user=user).values_list("round", "due_at"))
        for round_ in dated:
            round_.extended_to = own.get(round_.pk)
    return rounds


def due_at_for(user: User, round_: Round) -> datetime | None:
    """Return when ``user`` has to hand in, as it is stored now."""
    if round_.due_at is None:
        return None
    extension = Extension.objects.filter(round=round_.pk, user=user).first()
    return own_due_at(round_.due_at, extension and extension.due_at)


def refusal_for(user: User, round_: Round) -> Refusal | None:
    """Return why ``user`` cannot add or change annotations now, None if they can: see ``due_date.py``."""
    now = timezone.now()
    refused = refusal(round_.state, round_.due_at, now)
    # An extension changes nothing else, so nobody else pays for the query.
    if refused != Refusal.OVERDUE:
        return refused
    return refusal(round_.state, due_at_for(user, round_), now)


def extensions_in(round_: Round) -> QuerySet[Extension]:
    """Return the extensions in a round by name, for those who oversee it."""
    extensions = Extension.objects.filter(round=round_.pk).select_related("user", "created_by")
    return extensions.order_by("user__name", "user")


def visible_extensions(user: User, round_: Round) -> QuerySet[Extension]:
    """Return the extensions in this visible round that ``user`` may know of: their own, or all if they oversee it."""
    extensions = extensions_in(round_)
    oversees = has_permission(user, Permission.OVERSEE_ROUNDS, round_)
    return extensions if oversees else extensions.filter(user=user)


def due_dates_in(rounds: Iterable[Round]) -> dict[tuple[int, int], datetime]:
    """Return {(round, person): their own due date} where it is later than that of all, for those who oversee them."""
    by_pk = {round_.pk: round_.due_at for round_ in rounds if round_.due_at}
    rows = Extension.objects.filter(round__in=by_pk).values_list("round", "user", "due_at") if by_pk else ()
    return {(pk, person): due_at for pk, person, due_at in rows if due_at > by_pk[pk]}


def people_to_extend(round_: Round) -> QuerySet[User]:
    """Return who can get an extension: those who take part in the round and do not lead it."""
    people = User.objects.filter(
        memberships__team=round_.team_id, memberships__role__in=Permission.ANNOTATE.roles
    ).exclude(led_rounds__round=round_)
    if round_.invitation_only or round_.participants.exists():
        people = people.filter(invited_to=round_)
    else:
        people = people.exclude(
            memberships__team=round_.team_id, memberships__role__in=Permission.MANAGE_ROUND.roles
        )
    return people.order_by("name", "pk")


def others_extensions(user: User, round_: Round) -> Q:
    """Return the condition that a change is about an extension that ``user`` must not know of."""
    if has_permission(user, Permission.OVERSEE_ROUNDS, round_):
        return Q(pk__in=[])
    return Q(verb=EXTEND) & ~Q(payload__person=user.pk)


def payload_for(user: User, round_: Round, change: Change) -> dict[str, Any]:
    """Return the payload of a change with the due date that ``user`` has. ``round_`` is one of ``for_reader``."""
    payload: dict[str, Any] = change.payload
    if change.verb in STATES and payload.get("due_at") and round_.extended_to:
        if (due_at := parse_datetime(str(payload["due_at"]))) and due_at.tzinfo:
            own = max(due_at, round_.extended_to)
            return payload | {"due_at": own.isoformat(), "extended": own != due_at}
    elif change.verb == EXTEND and payload.get("person") == user.pk:
        own = round_.own_due_at
        return payload | {"due_at": own.isoformat() if own else None, "extended": round_.is_extended}
    return payload
