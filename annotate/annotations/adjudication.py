"""Settling at a stroke: many agreed marks at once, in one transaction, and all of them taken back at once."""

from collections.abc import Sequence
from uuid import uuid4, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import adjudication_changes, final_annotations
from annotate.annotations.actions import AnnotationInput, check_may_adjudicate
from annotate.annotations.bulk_import import add_annotations, log_deletions
from annotate.annotations.quotas import check_annotation_quota
from annotate.change_log import append_change, lock_round
from annotate.enums import LayerKind
from annotate.models import Change, Layer, Round
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission, check_permission_now

STROKE, UNDO = "settled.stroke", "settled.undo"
ASIDE, AGAIN = "settled.aside", "settled.again"


@transaction.atomic
def adjudicate_many(user: User, round_: Round, marks: Sequence[AnnotationInput]) -> int:
    """Settle ``marks``, but for those that are settled already; how many were new."""
    check_permission(user, Permission.ADJUDICATE, round_)
    lock_round(round_)
    check_may_adjudicate(round_, LayerKind.SETTLED)
    there = set(final_annotations(round_).values_list("start", "end", "tag__slug"))
    fresh = [mark for mark in marks if (mark.start, mark.end, mark.tag) not in there]
    if not fresh:
        return 0
    # Whoever was removed while they waited for the lock settles nothing.
    check_permission_now(user, Permission.ADJUDICATE, round_)
    layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=LayerKind.SETTLED)[0]
    check_annotation_quota(round_, layer, len(fresh))
    stroke = uuid4()
    ids = [uuid5(stroke, str(number)) for number in range(len(fresh))]
    add_annotations(user, round_, layer, list(zip(ids, fresh, strict=True)))
    append_change(round_, user, STROKE, {"id": str(stroke), "marks": [str(pk) for pk in ids]}, layer)
    return len(fresh)


@transaction.atomic
def undo_last_batch(user: User, round_: Round) -> int:
    """Take back what the last stroke settled, but for what was changed since; how many marks that were."""
    check_permission(user, Permission.ADJUDICATE, round_)
    lock_round(round_)
    check_may_adjudicate(round_, LayerKind.SETTLED)
    stroke = last_batch(round_)
    if stroke is None:
        raise PermissionRefused(_("There is nothing to take back: nothing was settled at a stroke."))
    marks = final_annotations(round_).filter(pk__in=stroke.payload["marks"], version=1)
    gone = dict.fromkeys(marks.values_list("pk", flat=True), 2)
    marks.update(deleted=True, version=2, updated_at=timezone.now())
    if stroke.layer:
        log_deletions(user, round_, stroke.layer, gone)
    append_change(round_, user, UNDO, {"id": stroke.payload["id"]}, stroke.layer)
    return len(gone)


@transaction.atomic
def dismiss_cluster(user: User, round_: Round, start: int, end: int, aside: bool) -> None:
    """Decide that nothing is settled on the place ``[start, end)``, or open it again. Twice changes nothing."""
    check_permission(user, Permission.ADJUDICATE, round_)
    lock_round(round_)
    if ((start, end) in dismissed_clusters(round_)) != aside:
        layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=LayerKind.SETTLED)[0]
        append_change(round_, user, ASIDE if aside else AGAIN, {"start": start, "end": end}, layer)


def dismissed_clusters(round_: Round) -> set[tuple[int, int]]:
    """The places on which nothing is to be settled."""
    found: set[tuple[int, int]] = set()
    for verb, payload in adjudication_changes(round_, ASIDE, AGAIN).values_list("verb", "payload"):
        place = payload["start"], payload["end"]
        found = found | {place} if verb == ASIDE else found - {place}
    return found


def last_batch(round_: Round) -> Change | None:
    """The last stroke that was not taken back."""
    undone = set(adjudication_changes(round_, UNDO).values_list("payload__id", flat=True))
    strokes = adjudication_changes(round_, STROKE).reverse()
    return next((stroke for stroke in strokes if stroke.payload["id"] not in undone), None)
