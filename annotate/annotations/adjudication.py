"""Adjudicate in batches: make many annotations final at once, undo the last batch, dismiss clusters."""

from collections.abc import Sequence
from uuid import uuid4, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import adjudication_changes, final_annotations
from annotate.annotations.actions import AnnotationInput, check_may_adjudicate, put_annotation
from annotate.annotations.bulk_import import add_annotations, log_deletions
from annotate.annotations.quotas import check_annotation_quota
from annotate.change_log import append_change, lock_round
from annotate.enums import LayerKind
from annotate.models import Annotation, Change, Layer, Round
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission, check_permission_now
from web.errors import ProblemError
from web.i18n.lazy_message import Message

BATCH, UNDO_BATCH = "settled.stroke", "settled.undo"
DISMISS, RESTORE = "settled.aside", "settled.again"
CORRECTED_MEANWHILE = Message(
    "Nothing was saved, because the text has just been corrected. Look at the newest version and choose again."
)


class TextCorrected(ProblemError):
    """The text of the round was corrected after the clusters were read, so that their offsets no longer count."""

    status = 409
    code = "text-corrected"

    def __init__(self) -> None:
        super().__init__(CORRECTED_MEANWHILE)


@transaction.atomic
def adjudicate_one(user: User, round_: Round, content: AnnotationInput) -> Annotation:
    """Make one annotation final. Raise what ``put_annotation`` raises, and TextCorrected."""
    check_permission(user, Permission.ADJUDICATE, round_)
    _lock_as_read(round_)
    return put_annotation(user, round_, uuid4(), content, LayerKind.ADJUDICATED)[0]


@transaction.atomic
def adjudicate_many(user: User, round_: Round, annotations: Sequence[AnnotationInput]) -> int:
    """Make ``annotations`` final, and return how many of them were not final before. Raise TextCorrected."""
    check_permission(user, Permission.ADJUDICATE, round_)
    _lock_as_read(round_)
    check_may_adjudicate(user, round_, LayerKind.ADJUDICATED)
    existing = set(final_annotations(round_).values_list("start", "end", "tag__slug"))
    new = [item for item in annotations if (item.start, item.end, item.tag) not in existing]
    if not new:
        return 0
    # The user may have been removed while waiting for the lock.
    check_permission_now(user, Permission.ADJUDICATE, round_)
    layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=LayerKind.ADJUDICATED)[0]
    check_annotation_quota(round_, layer, len(new))
    batch = uuid4()
    ids = [uuid5(batch, str(number)) for number in range(len(new))]
    add_annotations(user, round_, layer, list(zip(ids, new, strict=True)))
    append_change(round_, user, BATCH, {"id": str(batch), "marks": [str(pk) for pk in ids]}, layer)
    return len(new)


@transaction.atomic
def undo_last_batch(user: User, round_: Round) -> int:
    """Delete the final annotations of the last batch that were not changed since, and return how many those were."""
    check_permission(user, Permission.ADJUDICATE, round_)
    lock_round(round_)
    check_may_adjudicate(user, round_, LayerKind.ADJUDICATED)
    batch = last_batch(round_)
    if batch is None:
        raise PermissionRefused(_("There is no batch to undo."))
    unchanged = final_annotations(round_).filter(pk__in=batch.payload["marks"], version=1)
    new_versions = dict.fromkeys(unchanged.values_list("pk", flat=True), 2)
    unchanged.update(deleted=True, version=2, updated_at=timezone.now())
    if batch.layer:
        log_deletions(user, round_, batch.layer, new_versions)
    append_change(round_, user, UNDO_BATCH, {"id": batch.payload["id"]}, batch.layer)
    return len(new_versions)


@transaction.atomic
def dismiss_cluster(user: User, round_: Round, start: int, end: int, dismissed: bool) -> None:
    """Decide that the cluster ``[start, end)`` gets no final annotation, or open it again. Idempotent.

    Raise TextCorrected.
    """
    check_permission(user, Permission.ADJUDICATE, round_)
    _lock_as_read(round_)
    if ((start, end) in dismissed_clusters(round_)) != dismissed:
        layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=LayerKind.ADJUDICATED)[0]
        append_change(round_, user, DISMISS if dismissed else RESTORE, {"start": start, "end": end}, layer)


def dismissed_clusters(round_: Round) -> set[tuple[int, int]]:
    """Return the spans of the clusters that are to get no final annotation."""
    dismissed: set[tuple[int, int]] = set()
    for verb, payload in adjudication_changes(round_, DISMISS, RESTORE).values_list("verb", "payload"):
        span = payload["start"], payload["end"]
        dismissed = dismissed | {span} if verb == DISMISS else dismissed - {span}
    return dismissed


def last_batch(round_: Round) -> Change | None:
    """Return the last batch that was not undone."""
    undone = set(adjudication_changes(round_, UNDO_BATCH).values_list("payload__id", flat=True))
    batches = adjudication_changes(round_, BATCH).reverse()
    return next((batch for batch in batches if batch.payload["id"] not in undone), None)


def _lock_as_read(round_: Round) -> None:
    """Lock the round. Raise TextCorrected if its text is no longer the one with which it was read."""
    text = round_.text_id
    lock_round(round_)
    if round_.text_id != text:
        raise TextCorrected
