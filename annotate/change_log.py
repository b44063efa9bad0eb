"""The log of a round: its lock, and the one way to append to it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import NoSuchRound
from annotate.models import Change, Layer, Round
from annotate.webhooks.worker import deliveries
from people.models import User
from web.db.compiled_queries import Prepared
from web.db.fast_insert import add, change

# What a writer must know for certain: it may have changed since the round was fetched.
FRESH = (
    "last_seq", "mode", "state", "due_at", "extract_start", "extract_end", "feedback", "feedback_when",
)  # fmt: skip

_FRESH = Prepared(lambda round_: Round.all_objects.select_for_update().filter(pk=round_).values_list(*FRESH))


def lock(round_: Round) -> None:
    """One writer at a time in a round: two first writes of one mark cannot collide, and seq has no gaps."""
    fresh = _FRESH(round_.pk)
    if not fresh:
        raise NoSuchRound(_("There is no such round, or it is not shared with you."))
    for name, value in zip(FRESH, fresh[0], strict=True):
        setattr(round_, name, value)


def append(
    round_: Round, actor: User, verb: str, payload: dict[str, Any], layer: Layer | None = None
) -> None:
    """Log what was done to ``layer``, or to the round itself, under the round's next number. The round is locked."""
    round_.last_seq += 1
    change(round_, "last_seq")
    add(
        Change(
            round=round_,
            seq=round_.last_seq,
            actor=actor,
            layer=layer,
            verb=verb,
            payload=payload,
            at=timezone.now(),
        )
    )
    transaction.on_commit(deliveries.wake)
