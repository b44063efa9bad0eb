"""The rule of a round's due date: may people annotate now, and is a submission late?

Until the due date people annotate; after it nobody does, but they can still hand in what they have, which is then late.
The answer key and the final annotations have no due date.

Somebody who has an extension has a due date of their own in the same rule. It moves the date and not the state: what is
closed is closed for all.

``Round`` in ``models.py`` asks whether it is overdue or refuses annotations, for the reader for whom it was fetched;
``access/extensions.py`` asks it for anybody, as ``annotations/actions.py`` does before each change and when somebody
hands in late. The annotation page applies
the same rule by the reader's clock: ``static/annotate/panels/round-status.js``. The due date is set in
``rounds/forms.py`` and ``rounds/api.py``, and checked in ``rounds/actions.py``. The rule is said in words in
``annotations/actions.py`` (``REFUSALS``), the help text in ``rounds/forms.py``, ``round.html``, ``round_facts.html``
and ``panels/hand-in.js``; ``rounds/reminders.py`` reminds of the date.
"""

from datetime import datetime
from enum import StrEnum

from annotate.enums import RoundState


class Refusal(StrEnum):
    """Why a round accepts no annotations now."""

    NOT_BEGUN = "not begun"
    OVERDUE = "overdue"
    CLOSED = "closed"


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    """Return whether the due date has passed; a round without one is never overdue."""
    return due_at is not None and due_at <= now


def own_due_at(due_at: datetime | None, extended_to: datetime | None) -> datetime | None:
    """Return when somebody has to hand in whose due date was extended. An extension never shortens the time."""
    return due_at if due_at is None or extended_to is None else max(due_at, extended_to)


def refusal(state: str, due_at: datetime | None, now: datetime) -> Refusal | None:
    """Return why readers cannot add or change annotations now, None if they can."""
    if state == RoundState.DRAFT:
        return Refusal.NOT_BEGUN
    if state != RoundState.OPEN:
        return Refusal.CLOSED
    return Refusal.OVERDUE if is_overdue(due_at, now) else None


def is_late(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Return whether what is handed in now is late: the round does not accept annotations any more."""
    return refusal(state, due_at, now) is not None
