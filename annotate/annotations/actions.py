"""Every change to marks and layers: check, lock, write, and append one Change, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import get_layer
from annotate.annotations.answer_key import validate_answer
from annotate.annotations.leading import check_does_not_lead
from annotate.annotations.quotas import check_annotation_quota
from annotate.annotations.replay import DELETE, PUT, REOPEN, SUBMIT
from annotate.annotations.spans import check_inside, check_span, quote_context
from annotate.change_log import append_change, lock_round
from annotate.codebooks.tags import check_not_archived, get_tag, validate_details
from annotate.enums import FeedbackTiming, LayerKind, RoundState
from annotate.models import Annotation, Layer, Round
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission, check_permission_now
from web.db.compiled_queries import CompiledQuery
from web.db.fast_insert import insert_row, update_row
from web.errors import ProblemError

MAX_NOTE = 20_000
READ_PERMISSION = {
    LayerKind.READER: Permission.VIEW_ROUND,
    LayerKind.KEY: Permission.OVERSEE_ROUNDS,
    LayerKind.SETTLED: Permission.OVERSEE_ROUNDS,
}
WRITE_PERMISSION = {
    LayerKind.READER: Permission.ANNOTATE,
    LayerKind.KEY: Permission.EDIT_ANSWER_KEY,
    LayerKind.SETTLED: Permission.ADJUDICATE,
}


class RoundClosed(PermissionRefused):
    """The round takes no marks now. What somebody has marked stays on their device."""

    code = "round-closed"


class VersionConflict(ProblemError):
    """Somebody wrote this mark since the writer last saw it. ``current`` is the mark as it stands."""

    status = 409
    code = "version-conflict"

    def __init__(self, current: Annotation) -> None:
        super().__init__(_("This mark was changed elsewhere in the meantime."))
        self.current = current

    def extensions(self) -> dict[str, Any]:
        """Return the mark as it stands."""
        return {"current": annotation_json(self.current) | {"deleted": self.current.deleted}}


@dataclass(frozen=True)
class AnnotationInput:
    """What somebody wants a mark to be. ``version`` is the one they saw, None to write over anything."""

    tag: str
    start: int
    end: int
    quote: str
    details: dict[str, Any]
    note: str = ""
    version: int | None = None
    answer: dict[str, Any] | None = None


@transaction.atomic
def put_annotation(
    user: User, round_: Round, pk: UUID, mark: AnnotationInput, kind: LayerKind = LayerKind.READER
) -> tuple[Annotation, bool]:
    """Make the mark ``pk`` be ``mark``; the second value is whether it is new. Doing it twice changes nothing.

    ``kind`` says in which layer: one's own, the key, or the settled one. Raises ``SpanError``, ``DetailsError``,
    ``UnknownTag``, ``AnswerError``, ``PermissionRefused``, ``RoundClosed``, ``AnnotationQuotaExceeded``, ``VersionConflict`` when ``mark.version`` is not the
    version that stands, ``Http404`` when the id belongs to a mark that is not in that layer.
    """
    check_permission(user, WRITE_PERMISSION[kind], round_)
    tag = get_tag(round_, mark.tag)
    check_span(round_.text.body, mark.start, mark.end, mark.quote)
    details = validate_details(round_.codebook, tag, mark.details)
    answer = validate_answer(mark.answer, round_.codebook.pure, tag.slug) if kind == LayerKind.KEY else None
    prefix, suffix = quote_context(round_.text.body, mark.start, mark.end)
    wanted = {
        "tag": tag, "start": mark.start, "end": mark.end, "quote": mark.quote, "prefix": prefix,
        "suffix": suffix, "details": details, "note": mark.note, "answer": answer, "deleted": False,
    }  # fmt: skip
    now = timezone.now()
    lock_round(round_)
    check_may_adjudicate(round_, kind)
    check_inside(mark.start, mark.end, *round_.extract)
    found = _get_annotation_for_update(user, round_, pk, kind)
    check_not_archived(tag, found)
    if found is None:
        layer = _check_writable(round_, _layer(user, round_, kind))
        check_annotation_quota(round_, layer)
        found = Annotation(id=pk, layer=layer, created_at=now, updated_at=now, **wanted)
        insert_row(found)
        append_change(round_, user, PUT, annotation_json(found), layer)
        return found, True
    if all(getattr(found, name) == value for name, value in wanted.items()):
        return found, False
    _check_writable(round_, found.layer)
    if mark.version is not None and mark.version != found.version:
        raise VersionConflict(found)
    if found.deleted:
        check_annotation_quota(round_, found.layer)
    for name, value in wanted.items():
        setattr(found, name, value)
    _save_new_version(found, [*wanted])
    append_change(round_, user, PUT, annotation_json(found), found.layer)
    return found, False


@transaction.atomic
def delete_annotation(
    user: User, round_: Round, pk: UUID, version: int | None = None, kind: LayerKind = LayerKind.READER
) -> int:
    """Take the mark ``pk`` off and return its version since; a second time changes nothing.

    Raises ``Http404`` when that layer never had it, ``VersionConflict`` when ``version`` is not the one that stands.
    """
    check_permission(user, WRITE_PERMISSION[kind], round_)
    lock_round(round_)
    check_may_adjudicate(round_, kind)
    found = _get_annotation_for_update(user, round_, pk, kind)
    if found is None:
        raise Http404(_("You have no mark with this id in this round."))
    if found.deleted:
        return found.version
    _check_writable(round_, found.layer)
    if version is not None and version != found.version:
        raise VersionConflict(found)
    found.deleted = True
    _save_new_version(found, ["deleted"])
    gone = {"id": str(pk), "version": found.version} | _layer_fields(found)
    append_change(round_, user, DELETE, gone, found.layer)
    return found.version


@transaction.atomic
def submit_layer(user: User, round_: Round) -> Layer:
    """Hand in: ``user`` is done, and their highlights stand as they are. A second time changes nothing.

    It is taken after the time is up, too, and marked late. Where people are told how they did as soon as they hand in,
    it takes a highlight, and is final.
    """
    check_permission(user, Permission.SUBMIT, round_)
    lock_round(round_)
    layer = get_layer(user, round_)
    if layer and layer.submitted_at:
        return layer
    if round_.state == RoundState.DRAFT:
        _check_open(round_)
    if round_.feedback_when == FeedbackTiming.ON_SUBMISSION and round_.tells_on_hand_in:
        _check_not_empty(round_, layer)
    layer = layer or _layer(user, round_, LayerKind.READER)
    _set_submitted(layer, timezone.now(), late=not round_.takes_marks, feedback_given=round_.tells_on_hand_in)
    append_change(round_, user, SUBMIT, layer_json(layer), layer)
    return layer


@transaction.atomic
def withdraw_submission(user: User, round_: Round) -> None:
    """Withdraw what ``user`` has handed in, to go on highlighting. A second time changes nothing.

    What feedback was given on stays: whoever has read the key would hand in the key.
    """
    check_permission(user, Permission.SUBMIT, round_)
    lock_round(round_)
    layer = get_layer(user, round_)
    if layer and layer.submitted_at:
        _check_open(round_)
        if layer.feedback_given or round_.tells_on_hand_in:
            raise PermissionRefused(
                _("You have handed in, and you have been told how you did: your highlights stay as they are.")
            )
        _set_submitted(layer, None)
        append_change(round_, user, REOPEN, layer_json(layer), layer)


def _layer_fields(annotation: Annotation) -> dict[str, Any]:
    """What tells a mark of the key, or a settled one, from a reader's."""
    kind = annotation.layer.kind
    if kind == LayerKind.READER:
        return {}
    return {"layer": kind} | ({"answer": annotation.answer} if kind == LayerKind.KEY else {})


def layer_json(layer: Layer) -> dict[str, Any]:
    """A layer as the API and the log carry it."""
    at = layer.submitted_at
    return {
        "annotator": layer.annotator_id,
        "submitted_at": at.isoformat() if at else None,
        "late": layer.late,
    }


def annotation_json(annotation: Any) -> dict[str, Any]:
    """A mark, or what is about to be one, as the API, the page and the log carry it: one shape, made in one place."""
    annotator = annotation.layer.annotator
    return {
        "id": str(annotation.id),
        "tag": annotation.tag.slug,
        "start": annotation.start,
        "end": annotation.end,
        "quote": annotation.quote,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "details": annotation.details,
        "note": annotation.note,
        "version": annotation.version,
        "annotator": {"id": annotator.pk, "name": annotator.name} if annotator else None,
        "created_at": annotation.created_at.isoformat(),
        "updated_at": annotation.updated_at.isoformat(),
    } | _layer_fields(annotation)


def _layer(user: User, round_: Round, kind: LayerKind) -> Layer:
    layer = get_layer(user, round_, kind)
    if layer is None:
        # Whoever was erased while they waited for the lock has no layer any more, and gets no new one.
        check_permission_now(user, WRITE_PERMISSION[kind], round_)
        if kind == LayerKind.READER:
            check_does_not_lead(user, round_)
        layer = Layer.objects.create(
            round=round_, annotator=user if kind == LayerKind.READER else None, kind=kind
        )
    return layer


_MARK = CompiledQuery(
    lambda pk: Annotation.objects.filter(pk=Value(pk)).select_related("layer__annotator", "tag")
)  # fmt: skip


def _get_annotation_for_update(user: User, round_: Round, pk: UUID, kind: LayerKind) -> Annotation | None:
    """The mark with this id in this layer; None when the id is free, ``Http404`` when it is elsewhere."""
    found = _MARK.first(pk)
    whose = user.pk if kind == LayerKind.READER else None
    if found and (found.layer.round_id, found.layer.annotator_id, found.layer.kind) != (
        round_.pk, whose, kind,
    ):  # fmt: skip
        raise Http404(_("You have no mark with this id in this round."))
    return found


def _check_writable(round_: Round, layer: Layer) -> Layer:
    """``layer``, if it may still be changed. The key and what is settled are written at any time."""
    if layer.kind == LayerKind.READER:
        _check_open(round_)
    if layer.submitted_at:
        raise PermissionRefused(
            _("You have handed your marks in. Take them back, and you can go on marking.")
        )
    return layer


def check_may_adjudicate(round_: Round, kind: LayerKind) -> None:
    """What others have settled already would tell whoever settles what they saw."""
    if kind == LayerKind.SETTLED and round_.hides:
        raise PermissionRefused(
            _("Everybody works alone here: reveal it first, then agree on final highlights.")
        )


def _check_open(round_: Round) -> None:
    if round_.takes_marks:
        return
    if round_.state == RoundState.DRAFT:
        raise RoundClosed(_("This round has not begun yet. You can mark as soon as it is opened."))
    if round_.state == RoundState.OPEN:
        raise RoundClosed(
            _("The time to mark in this round is up. Ask your teacher or team if you need more.")
        )
    raise RoundClosed(
        _("This round is closed: it takes no more marks. Ask your teacher or team if you need more time.")
    )


def _check_not_empty(round_: Round, layer: Layer | None) -> None:
    if layer and layer.annotations.filter(deleted=False).exists():
        return
    if round_.takes_marks:
        raise PermissionRefused(
            _(
                "You have not highlighted anything yet. You see how you did as soon as you hand in, "
                "and you can hand in once: highlight something first."
            )
        )
    raise PermissionRefused(_("You have highlighted nothing here, so there is nothing to hand in."))


def _set_submitted(
    layer: Layer, at: datetime | None, late: bool = False, feedback_given: bool = False
) -> None:
    layer.submitted_at, layer.late, layer.feedback_given = at, late, feedback_given
    layer.save(update_fields=["submitted_at", "late", "feedback_given"])


def _save_new_version(annotation: Annotation, fields: list[str]) -> None:
    annotation.version += 1
    annotation.updated_at = timezone.now()
    update_row(annotation, *fields, "version", "updated_at")
