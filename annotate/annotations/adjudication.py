"""Settling at a stroke: many agreed marks at once, in one transaction, and all of them taken back at once."""

from collections.abc import Sequence
from uuid import uuid4, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import settled_in, settled_log
from annotate.annotations.actions import Mark, check_settled_openly
from annotate.annotations.bulk_import import add_marks, log_deletions
from annotate.annotations.quotas import check_room
from annotate.change_log import append, lock
from annotate.enums import Kind
from annotate.models import Change, Layer, Round
from people.models import User
from people.permissions import Refused, require, require_now

STROKE, UNDO = "settled.stroke", "settled.undo"
ASIDE, AGAIN = "settled.aside", "settled.again"


@transaction.atomic
def settle_all(user: User, round_: Round, marks: Sequence[Mark]) -> int:
    """Settle ``marks``, but for those that are settled already; how many were new."""
    require(user, "settle", round_)
    lock(round_)
    check_settled_openly(round_, Kind.SETTLED)
    there = set(settled_in(round_).values_list("start", "end", "tag__slug"))
    fresh = [mark for mark in marks if (mark.start, mark.end, mark.tag) not in there]
    if not fresh:
        return 0
    # Whoever was removed while they waited for the lock settles nothing.
    require_now(user, "settle", round_)
    layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=Kind.SETTLED)[0]
    check_room(round_, layer, len(fresh))
    stroke = uuid4()
    ids = [uuid5(stroke, str(number)) for number in range(len(fresh))]
    add_marks(user, round_, layer, list(zip(ids, fresh, strict=True)))
    append(round_, user, STROKE, {"id": str(stroke), "marks": [str(pk) for pk in ids]}, layer)
    return len(fresh)


@transaction.atomic
def undo_stroke(user: User, round_: Round) -> int:
    """Take back what the last stroke settled, but for what was changed since; how many marks that were."""
    require(user, "settle", round_)
    lock(round_)
    check_settled_openly(round_, Kind.SETTLED)
    stroke = last_stroke(round_)
    if stroke is None:
        raise Refused(_("There is nothing to take back: nothing was settled at a stroke."))
    marks = settled_in(round_).filter(pk__in=stroke.payload["marks"], version=1)
    gone = dict.fromkeys(marks.values_list("pk", flat=True), 2)
    marks.update(deleted=True, version=2, updated_at=timezone.now())
    if stroke.layer:
        log_deletions(user, round_, stroke.layer, gone)
    append(round_, user, UNDO, {"id": stroke.payload["id"]}, stroke.layer)
    return len(gone)


@transaction.atomic
def set_aside(user: User, round_: Round, start: int, end: int, aside: bool) -> None:
    """Decide that nothing is settled on the place ``[start, end)``, or open it again. Twice changes nothing."""
    require(user, "settle", round_)
    lock(round_)
    if ((start, end) in places_aside(round_)) != aside:
        layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=Kind.SETTLED)[0]
        append(round_, user, ASIDE if aside else AGAIN, {"start": start, "end": end}, layer)


def places_aside(round_: Round) -> set[tuple[int, int]]:
    """The places on which nothing is to be settled."""
    found: set[tuple[int, int]] = set()
    for verb, payload in settled_log(round_, ASIDE, AGAIN).values_list("verb", "payload"):
        place = payload["start"], payload["end"]
        found = found | {place} if verb == ASIDE else found - {place}
    return found


def last_stroke(round_: Round) -> Change | None:
    """The last stroke that was not taken back."""
    undone = set(settled_log(round_, UNDO).values_list("payload__id", flat=True))
    strokes = settled_log(round_, STROKE).reverse()
    return next((stroke for stroke in strokes if stroke.payload["id"] not in undone), None)
