"""The change log of a round: its lock, and the only way to append to it."""

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

# Sent when a transaction that logged changes is committed.
changes_committed = Signal()
# Sent within the transaction, for what must change together with ``change`` of the locked ``round``.
change_appended = Signal()

# Reread under the lock: they may have changed since the round was fetched.
LOCKED_FIELDS = (
    "last_seq", "mode", "state", "due_at", "extract_start", "extract_end", "feedback", "feedback_when",
    "hints", "text_id",
)  # fmt: skip

_LOCKED = CompiledQuery(
    lambda round_: Round.all_objects.select_for_update().filter(pk=round_).values_list(*LOCKED_FIELDS)
)


def lock_round(round_: Round) -> None:
    """Lock the round's row and refresh LOCKED_FIELDS, so that writes are serialized and seq has no gaps.

    Raise RoundNotFound if the round was deleted meanwhile.
    """
    rows = _LOCKED(round_.pk)
    if not rows:
        raise RoundNotFound(_("This page does not exist, or you do not have access to it."))
    for name, value in zip(LOCKED_FIELDS, rows[0], strict=True):
        setattr(round_, name, value)


def append_change(
    round_: Round, actor: User | None, verb: str, payload: dict[str, Any], layer: Layer | None = None
) -> None:
    """Log a change to ``layer``, or to the round itself, under the round's next number. The round is locked."""
    round_.last_seq += 1
    round_.save(update_fields=["last_seq"])
    change = Change.objects.create(
        round=round_,
        seq=round_.last_seq,
        actor=actor,
        layer=layer,
        verb=verb,
        payload=payload,
        created_at=timezone.now(),
    )
    change_appended.send(sender=Change, round=round_, change=change)
    announce_changes()


def announce_changes() -> None:
    """Send ``changes_committed`` once the current transaction is committed."""
    transaction.on_commit(partial(changes_committed.send, sender=Change))
