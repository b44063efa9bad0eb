"""Write annotations and layers: each action checks, locks the round, writes and logs one change in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import (
    check_revealed,
    due_at_for,
    get_layer,
    may_take_part,
    refusal_for,
    rounds_of_set,
    shown_hints,
)
from annotate.annotations.answer_key import validate_answer
from annotate.annotations.from_hint import check_from_hint
from annotate.annotations.json import annotation_json, deletion_json
from annotate.annotations.leading import check_does_not_lead
from annotate.annotations.places import Place, find_place
from annotate.annotations.quotas import check_annotation_quota, check_trial_quota, check_unplaced_quota
from annotate.annotations.replay import DELETE, PUT, REOPEN, SUBMIT
from annotate.annotations.used_hints import count_hints_as_seen, mark_as_adopted
from annotate.change_log import append_change, lock_round
from annotate.codebooks.tag_lookup import check_not_archived, get_tag, validate_details
from annotate.due_date import Refusal, is_late
from annotate.enums import FeedbackTiming, LayerKind, RoundState
from annotate.models import Annotation, Layer, Round
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission, check_permission_now
from web.db.compiled_queries import CompiledQuery
from web.errors import ProblemError

MAX_NOTE = 20_000
READ_PERMISSION = {
    LayerKind.READER: Permission.VIEW_ROUND,
    LayerKind.KEY: Permission.OVERSEE_ROUNDS,
    LayerKind.ADJUDICATED: Permission.OVERSEE_ROUNDS,
}
WRITE_PERMISSION = {
    LayerKind.READER: Permission.ANNOTATE,
    LayerKind.KEY: Permission.EDIT_ANSWER_KEY,
    LayerKind.ADJUDICATED: Permission.ADJUDICATE,
}
ALREADY_HANDED_IN = N_("You have handed in your highlights. Withdraw them to continue highlighting.")
FEEDBACK_GIVEN = N_("You have handed in and received feedback. You can no longer change your highlights.")
REFUSALS = {
    Refusal.NOT_BEGUN: N_("This has not started yet. You can highlight when it is opened."),
    Refusal.OVERDUE: N_(
        "Time is up. You can no longer highlight. If you need more time, ask the person who leads this."
    ),
    Refusal.CLOSED: N_(
        "This is closed. You can no longer highlight. If you need more time, ask the person who leads this."
    ),
}
NOT_HANDED_OUT = N_("This belongs to a campaign. You can highlight here once the campaign gives it to you.")
NOTHING_HIGHLIGHTED = N_(
    "You have not highlighted anything yet. Highlight something first. You can hand in only once."
)


class RoundClosed(PermissionRefused):
    """The round accepts no annotations now. Unsent annotations stay on the device."""

    code = "round-closed"


class VersionConflict(ProblemError):
    """Somebody else changed the annotation since the writer last saw it. ``current`` is its present version."""

    status = 409
    code = "version-conflict"

    def __init__(self, current: Annotation) -> None:
        super().__init__(_("This highlight has been changed elsewhere in the meantime."))
        self.current = current

    def extensions(self) -> dict[str, Any]:
        """Return the annotation's present version."""
        return {"current": annotation_json(self.current) | {"deleted": self.current.deleted}}


@dataclass(frozen=True)
class AnnotationInput:
    """The content of an annotation to write. ``version`` is the one the writer saw; None overwrites any.

    ``revision`` is that of the text on which ``start`` and ``end`` count, None for the newest. ``from_hint`` says which
    hint it is made from; without it, an annotation that was made from one stays so.
    """

    tag: str
    start: int
    end: int
    quote: str
    details: dict[str, Any]
    note: str = ""
    version: int | None = None
    answer: dict[str, Any] | None = None
    revision: int | None = None
    from_hint: dict[str, str] | None = None


@transaction.atomic
def put_annotation(
    user: User, round_: Round, pk: UUID, content: AnnotationInput, kind: LayerKind = LayerKind.READER
) -> tuple[Annotation, bool]:
    """Create or replace annotation ``pk``. Idempotent. Return (annotation, created).

    ``kind`` says in which layer: the user's own, the answer key, or the final one. A span of an earlier revision is
    carried over to the newest one; if it has no place there, the annotation is kept without one. Raise SpanError,
    DetailsError, UnknownTag, AnswerError, FromHintError, PermissionRefused, RoundClosed or AnnotationQuotaExceeded,
    VersionConflict if ``content.version`` is not the present one, Http404 if the id exists in another layer.
    """
    check_permission(user, WRITE_PERMISSION[kind], round_)
    tag = get_tag(round_, content.tag)
    details = validate_details(round_.codebook, tag, content.details)
    answer = _checked_answer(round_, content, kind)
    from_hint = check_from_hint(content.from_hint)
    now = timezone.now()
    lock_round(round_)
    check_trial_quota(user, round_)
    check_may_adjudicate(user, round_, kind)
    place = find_place(round_, content.start, content.end, content.quote, content.revision)
    values = place.fields() | {"tag": tag, "details": details, "note": content.note, "answer": answer}
    if from_hint:
        values["from_hint"] = from_hint
    annotation = _get_own_annotation(user, round_, pk, kind)
    if annotation and not annotation.deleted:
        values["answer"] = _checked_answer(round_, content, kind, annotation.answer)
    check_not_archived(tag, annotation)
    if annotation is None:
        layer = _check_writable(user, round_, _get_or_create_layer(user, round_, kind))
        _check_room(round_, layer, place)
        annotation = Annotation(id=pk, layer=layer, created_at=now, updated_at=now, **values)
        annotation.save(force_insert=True)
        _log_write(user, round_, annotation, was_deleted=True)
        mark_as_adopted(user, round_, content.from_hint)
        return annotation, True
    if all(getattr(annotation, name) == value for name, value in values.items()):
        return annotation, False
    _check_writable(user, round_, annotation.layer)
    if content.version is not None and content.version != annotation.version:
        raise VersionConflict(annotation)
    was_deleted = annotation.deleted
    if was_deleted:
        _check_room(round_, annotation.layer, place)
    for name, value in values.items():
        setattr(annotation, name, value)
    _save_new_version(annotation, [*values])
    _log_write(user, round_, annotation, was_deleted)
    mark_as_adopted(user, round_, content.from_hint)
    return annotation, False


@transaction.atomic
def delete_annotation(
    user: User, round_: Round, pk: UUID, version: int | None = None, kind: LayerKind = LayerKind.READER
) -> int:
    """Delete annotation ``pk``, or discard it if it has no place, and return its version. Idempotent.

    Raise Http404 if it was never in that layer, VersionConflict if ``version`` is not the present one.
    """
    check_permission(user, WRITE_PERMISSION[kind], round_)
    lock_round(round_)
    check_may_adjudicate(user, round_, kind)
    annotation = _get_own_annotation(user, round_, pk, kind)
    if annotation is None:
        raise Http404(_("You have no highlight with this id here."))
    if annotation.deleted and annotation.lost_from_id is None:
        return annotation.version
    _check_writable(user, round_, annotation.layer)
    if version is not None and version != annotation.version:
        raise VersionConflict(annotation)
    was_deleted, annotation.deleted, annotation.lost_from = annotation.deleted, True, None
    _save_new_version(annotation, ["deleted", "lost_from"])
    _log_write(user, round_, annotation, was_deleted)
    return annotation.version


@transaction.atomic
def submit_layer(user: User, round_: Round) -> Layer:
    """Hand in the annotations of ``user``, in an assignment those in all of its rounds. Idempotent.

    Also allowed when the round no longer accepts annotations (it is overdue or closed): the layer is then late. Where
    handing in gives feedback at once, it requires an annotation and cannot be withdrawn.
    """
    check_permission(user, Permission.SUBMIT, round_)
    rounds = lock_set(round_)
    layers = {each.pk: get_layer(user, each) for each in rounds}
    to_submit = [each for each in rounds if not _is_submitted(layers[each.pk])]
    if round_ in to_submit and round_.state == RoundState.DRAFT:
        check_open(user, round_)
    if to_submit and all(map(_requires_annotation, rounds)):
        _check_not_empty(user, round_, layers.values())
    now = timezone.now()
    for each in to_submit:
        if each.state != RoundState.DRAFT:
            layers[each.pk] = _submit(user, each, layers[each.pk], now)
    return layers[round_.pk]  # type: ignore[return-value]


@transaction.atomic
def withdraw_submission(user: User, round_: Round) -> None:
    """Withdraw what ``user`` has handed in, in an assignment of all of its rounds, to go on annotating. Idempotent.

    Raise PermissionRefused once feedback was given: whoever has read the answer key would hand in the answer key.
    """
    check_permission(user, Permission.SUBMIT, round_)
    for each in lock_set(round_):
        layer = get_layer(user, each)
        if layer and layer.submitted_at:
            _withdraw(user, each, layer)


@transaction.atomic
def reopen_after_feedback(user: User, round_: Round) -> None:
    """Reopen what ``user`` has handed in although they got feedback on it. Idempotent. The caller decides who may."""
    check_permission(user, Permission.SUBMIT, round_)
    lock_round(round_)
    layer = get_layer(user, round_)
    if layer and layer.submitted_at:
        check_open(user, round_)
        _reopen(user, round_, layer)


def lock_set(round_: Round) -> list[Round]:
    """Lock and return all rounds of the assignment of ``round_`` in their order; only itself if it is in none."""
    rounds = rounds_of_set(round_)
    # Always in the same order: nobody then waits for somebody who waits for them.
    for each in sorted(rounds, key=lambda one: one.pk):
        lock_round(each)
    return rounds


def _submit(user: User, round_: Round, layer: Layer | None, now: datetime) -> Layer:
    layer = layer or _get_or_create_layer(user, round_, LayerKind.READER)
    late = is_late(round_.state, due_at_for(user, round_), now)
    _set_submitted(layer, now, late, feedback_given=round_.gives_feedback_before_reveal)
    append_change(round_, user, SUBMIT, layer_json(layer), layer)
    return layer


def _withdraw(user: User, round_: Round, layer: Layer) -> None:
    check_open(user, round_)
    if layer.feedback_given or round_.gives_feedback_before_reveal:
        raise PermissionRefused(_(FEEDBACK_GIVEN))
    _reopen(user, round_, layer)


def _reopen(user: User, round_: Round, layer: Layer) -> None:
    _set_submitted(layer, None)
    count_hints_as_seen(round_, Layer.objects.filter(pk=layer.pk))
    append_change(round_, user, REOPEN, layer_json(layer), layer)


def _is_submitted(layer: Layer | None) -> bool:
    return layer is not None and layer.submitted_at is not None


def _requires_annotation(round_: Round) -> bool:
    """Return whether handing in gives feedback at once."""
    return round_.feedback_when == FeedbackTiming.ON_SUBMISSION and round_.gives_feedback_before_reveal


def layer_json(layer: Layer) -> dict[str, Any]:
    """Return a layer as it stands in the API and in the log."""
    submitted_at = layer.submitted_at
    return {
        "annotator": layer.annotator_id,
        "submitted_at": submitted_at.isoformat() if submitted_at else None,
        "late": layer.handed_in_late,
    }


def _get_or_create_layer(user: User, round_: Round, kind: LayerKind) -> Layer:
    layer = get_layer(user, round_, kind)
    if layer is None:
        # Somebody who was erased while waiting for the lock must not get a new layer.
        check_permission_now(user, WRITE_PERMISSION[kind], round_)
        if kind == LayerKind.READER:
            check_does_not_lead(user, round_)
            if not may_take_part(user, round_):
                raise PermissionRefused(_(NOT_HANDED_OUT))
        layer = Layer(round=round_, annotator=user if kind == LayerKind.READER else None, kind=kind)
        if kind == LayerKind.READER:
            layer.hints_requested = shown_hints(user, round_).count()
        layer.save(force_insert=True)
    return layer


def _checked_answer(
    round_: Round, content: AnnotationInput, kind: LayerKind, present: dict[str, Any] | None = None
) -> dict[str, Any] | None:
    """Return the answer to store with an annotation of the key, None with others."""
    if kind != LayerKind.KEY:
        return None
    return validate_answer(content.answer, round_.codebook.pure, content.tag, present)


_ANNOTATION = CompiledQuery(
    lambda pk: Annotation.objects.filter(pk=Value(pk)).select_related("layer__annotator", "tag")
)  # fmt: skip


def _get_own_annotation(user: User, round_: Round, pk: UUID, kind: LayerKind) -> Annotation | None:
    """Return annotation ``pk`` of this layer, None if the id is free; raise Http404 if it is in another layer."""
    annotation = _ANNOTATION.first(pk)
    if annotation:
        layer, annotator = annotation.layer, user.pk if kind == LayerKind.READER else None
        if (layer.round_id, layer.annotator_id, layer.kind) != (round_.pk, annotator, kind):
            raise Http404(_("You have no highlight with this id here."))
    return annotation


def _check_writable(user: User, round_: Round, layer: Layer) -> Layer:
    """Return ``layer`` if it accepts changes. The answer key and final annotations do in every state of the round."""
    if layer.kind == LayerKind.READER:
        check_open(user, round_)
    if layer.submitted_at:
        raise PermissionRefused(_(ALREADY_HANDED_IN))
    return layer


def check_may_adjudicate(user: User, round_: Round, kind: LayerKind) -> None:
    """Raise RoundNotRevealed if final annotations would reveal what others annotated in a round that hides it."""
    if kind == LayerKind.ADJUDICATED:
        check_revealed(user, round_)


def _check_room(round_: Round, layer: Layer, place: Place) -> None:
    if place.lost_from:
        check_unplaced_quota(layer)
    else:
        check_annotation_quota(round_, layer)


def _log_write(user: User, round_: Round, annotation: Annotation, was_deleted: bool) -> None:
    """Log an annotation that was just written. Nothing is logged if it was deleted before and still is."""
    if not annotation.deleted:
        append_change(round_, user, PUT, annotation_json(annotation), annotation.layer)
    elif not was_deleted:
        append_change(round_, user, DELETE, deletion_json(annotation), annotation.layer)


def check_open(user: User, round_: Round) -> None:
    """Raise RoundClosed unless ``user`` can add and change annotations now."""
    if refusal := refusal_for(user, round_):
        raise RoundClosed(_(REFUSALS[refusal]))


def _check_not_empty(user: User, round_: Round, layers: Iterable[Layer | None]) -> None:
    own = [layer.pk for layer in layers if layer]
    if Annotation.objects.filter(layer__in=own, deleted=False).exists():
        return
    if refusal_for(user, round_) is None:
        raise PermissionRefused(_(NOTHING_HIGHLIGHTED))
    raise PermissionRefused(_("You have not highlighted anything yet, so there is nothing to hand in."))


def _set_submitted(
    layer: Layer, submitted_at: datetime | None, late: bool = False, feedback_given: bool = False
) -> None:
    layer.submitted_at, layer.handed_in_late, layer.feedback_given = submitted_at, late, feedback_given
    layer.save(update_fields=["submitted_at", "handed_in_late", "feedback_given"])


def _save_new_version(annotation: Annotation, fields: list[str]) -> None:
    annotation.version += 1
    annotation.updated_at = timezone.now()
    annotation.save(update_fields=[*fields, "version", "updated_at"])
