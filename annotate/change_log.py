"""The log of a round: its lock, and the one way to append to it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import RoundNotFound
from annotate.models import Change, Layer, Round
from people.models import User
from web.db.compiled_queries import CompiledQuery
from web.db.fast_insert import insert_row, update_row

# Sent when a transaction that logged changes is committed.
changes_committed = Signal()

# What a writer must know for certain: it may have changed since the round was fetched.
LOCKED_FIELDS = (
    "last_seq", "mode", "state", "due_at", "extract_start", "extract_end", "feedback", "feedback_when",
)  # fmt: skip

_FRESH = CompiledQuery(
    lambda round_: Round.all_objects.select_for_update().filter(pk=round_).values_list(*LOCKED_FIELDS)
)


def lock_round(round_: Round) -> None:
    """One writer at a time in a round: two first writes of one mark cannot collide, and seq has no gaps."""
    fresh = _FRESH(round_.pk)
    if not fresh:
        raise RoundNotFound(_("There is no such round, or it is not shared with you."))
    for name, value in zip(LOCKED_FIELDS, fresh[0], strict=True):
        setattr(round_, name, value)


def append_change(
    round_: Round, actor: User, verb: str, payload: dict[str, Any], layer: Layer | None = None
) -> None:
    """Log what was done to ``layer``, or to the round itself, under the round's next number. The round is locked."""
    round_.last_seq += 1
    update_row(round_, "last_seq")
    insert_row(
        Change(
            round=round_,
            seq=round_.last_seq,
            actor=actor,
            layer=layer,
            verb=verb,
            payload=payload,
            created_at=timezone.now(),
        )
    )
    announce_changes()


def announce_changes() -> None:
    """Send ``changes_committed`` once the current transaction is committed."""
    transaction.on_commit(partial(changes_committed.send, sender=Change))
