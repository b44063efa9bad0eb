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

from annotate.access import layer_of
from annotate.annotations.answer_key import check_answer
from annotate.annotations.quotas import check_room
from annotate.annotations.replay import DELETE, PUT, REOPEN, SUBMIT
from annotate.annotations.spans import check_inside, check_span, context
from annotate.change_log import append, lock
from annotate.codebook import LOOKS, check_details, definition, read_codebook
from annotate.codebook import Codebook as PureCodebook
from annotate.codebooks.translation import told_tag
from annotate.enums import Kind, State, When
from annotate.models import Annotation, Codebook, Layer, Round, Tag
from annotate.rounds.leading import check_does_not_lead
from people.models import User
from people.permissions import Refused, require, require_now
from web.db.compiled_queries import Prepared
from web.db.fast_insert import add, change

DEFAULT_CODEBOOK = "four-tags"
MAX_NOTE = 20_000
READS = {
    Kind.READER: "see the round",
    Kind.KEY: "oversee the exercises",
    Kind.SETTLED: "oversee the exercises",
}
WRITES = {Kind.READER: "mark", Kind.KEY: "write the key", Kind.SETTLED: "settle"}


class Closed(Refused):
    """The round takes no marks now. What somebody has marked stays on their device."""


class Conflict(Exception):
    """Somebody wrote this mark since the writer last saw it. ``current`` is the mark as it stands."""

    def __init__(self, current: Annotation) -> None:
        super().__init__(_("This mark was changed elsewhere in the meantime."))
        self.current = current


class UnknownTag(ValueError):
    """The codebook of this round has no such tag."""


@dataclass(frozen=True)
class Mark:
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
def install_codebook(slug: str = DEFAULT_CODEBOOK) -> Codebook:
    """The codebook in the TOML file of this name, as a row; the same row each time for one version.

    A row that is there keeps what its tags mean, and takes on the looks that they have in the file now.
    """
    pure = read_codebook(slug)
    codebook, new = Codebook.objects.get_or_create(
        team=None, slug=slug, version=pure.version, defaults={"title": pure.title}
    )
    if new:
        Tag.objects.bulk_create(
            Tag(codebook=codebook, slug=tag.slug, position=i, definition=definition(tag))
            for i, tag in enumerate(pure.tags)
        )
    else:
        _refresh_looks(codebook, pure)
    return codebook


@transaction.atomic
def put_annotation(
    user: User, round_: Round, pk: UUID, mark: Mark, kind: Kind = Kind.READER
) -> tuple[Annotation, bool]:
    """Make the mark ``pk`` be ``mark``; the second value is whether it is new. Doing it twice changes nothing.

    ``kind`` says in which layer: one's own, the key, or the settled one. Raises ``SpanError``, ``DetailsError``,
    ``UnknownTag``, ``AnswerError``, ``Refused``, ``Closed``, ``Full``, ``Conflict`` when ``mark.version`` is not the
    version that stands, ``Http404`` when the id belongs to a mark that is not in that layer.
    """
    require(user, WRITES[kind], round_)
    tag = find_tag(round_, mark.tag)
    check_span(round_.text.body, mark.start, mark.end, mark.quote)
    details = checked_details(round_.codebook, tag, mark.details)
    answer = check_answer(mark.answer, round_.codebook.pure, tag.slug) if kind == Kind.KEY else None
    prefix, suffix = context(round_.text.body, mark.start, mark.end)
    wanted = {
        "tag": tag, "start": mark.start, "end": mark.end, "quote": mark.quote, "prefix": prefix,
        "suffix": suffix, "details": details, "note": mark.note, "answer": answer, "deleted": False,
    }  # fmt: skip
    now = timezone.now()
    lock(round_)
    check_settled_openly(round_, kind)
    check_inside(mark.start, mark.end, *round_.extract)
    found = _own(user, round_, pk, kind)
    check_in_use(tag, found)
    if found is None:
        layer = _writable(round_, _layer(user, round_, kind))
        check_room(round_, layer)
        found = Annotation(id=pk, layer=layer, created_at=now, updated_at=now, **wanted)
        add(found)
        append(round_, user, PUT, state(found), layer)
        return found, True
    if all(getattr(found, name) == value for name, value in wanted.items()):
        return found, False
    _writable(round_, found.layer)
    if mark.version is not None and mark.version != found.version:
        raise Conflict(found)
    if found.deleted:
        check_room(round_, found.layer)
    for name, value in wanted.items():
        setattr(found, name, value)
    _bump(found, [*wanted])
    append(round_, user, PUT, state(found), found.layer)
    return found, False


@transaction.atomic
def delete_annotation(
    user: User, round_: Round, pk: UUID, version: int | None = None, kind: Kind = Kind.READER
) -> int:
    """Take the mark ``pk`` off and return its version since; a second time changes nothing.

    Raises ``Http404`` when that layer never had it, ``Conflict`` when ``version`` is not the one that stands.
    """
    require(user, WRITES[kind], round_)
    lock(round_)
    check_settled_openly(round_, kind)
    found = _own(user, round_, pk, kind)
    if found is None:
        raise Http404(_("You have no mark with this id in this round."))
    if found.deleted:
        return found.version
    _writable(round_, found.layer)
    if version is not None and version != found.version:
        raise Conflict(found)
    found.deleted = True
    _bump(found, ["deleted"])
    gone = {"id": str(pk), "version": found.version} | _apart(found)
    append(round_, user, DELETE, gone, found.layer)
    return found.version


@transaction.atomic
def submit_layer(user: User, round_: Round) -> Layer:
    """Hand in: ``user`` is done, and their highlights stand as they are. A second time changes nothing.

    It is taken after the time is up, too, and marked late. Where people are told how they did as soon as they hand in,
    it takes a highlight, and is final.
    """
    require(user, "hand in", round_)
    lock(round_)
    layer = layer_of(user, round_)
    if layer and layer.submitted_at:
        return layer
    if round_.state == State.DRAFT:
        _check_open(round_)
    if round_.feedback_when == When.ON_SUBMISSION and round_.tells_on_hand_in:
        _check_not_empty(round_, layer)
    layer = layer or _layer(user, round_, Kind.READER)
    _set_submitted(layer, timezone.now(), late=not round_.takes_marks, feedback_given=round_.tells_on_hand_in)
    append(round_, user, SUBMIT, layer_state(layer), layer)
    return layer


@transaction.atomic
def reopen_layer(user: User, round_: Round) -> None:
    """Withdraw what ``user`` has handed in, to go on highlighting. A second time changes nothing.

    What feedback was given on stays: whoever has read the key would hand in the key.
    """
    require(user, "hand in", round_)
    lock(round_)
    layer = layer_of(user, round_)
    if layer and layer.submitted_at:
        _check_open(round_)
        if layer.feedback_given or round_.tells_on_hand_in:
            raise Refused(
                _("You have handed in, and you have been told how you did: your highlights stay as they are.")
            )
        _set_submitted(layer, None)
        append(round_, user, REOPEN, layer_state(layer), layer)


def _apart(annotation: Annotation) -> dict[str, Any]:
    """What tells a mark of the key, or a settled one, from a reader's."""
    kind = annotation.layer.kind
    if kind == Kind.READER:
        return {}
    return {"layer": kind} | ({"answer": annotation.answer} if kind == Kind.KEY else {})


def layer_state(layer: Layer) -> dict[str, Any]:
    """A layer as the API and the log carry it."""
    at = layer.submitted_at
    return {
        "annotator": layer.annotator_id,
        "submitted_at": at.isoformat() if at else None,
        "late": layer.late,
    }


def state(annotation: Any) -> dict[str, Any]:
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
    } | _apart(annotation)


def _refresh_looks(codebook: Codebook, pure: PureCodebook) -> None:
    looks = {tag.slug: {name: getattr(tag, name) for name in LOOKS} for tag in pure.tags}
    for tag in codebook.tags.filter(slug__in=looks):
        wanted = tag.definition | looks[tag.slug]
        if wanted != tag.definition:
            tag.definition = wanted
            tag.save(update_fields=["definition"])


_TAG = Prepared(lambda codebook, slug: Tag.objects.filter(codebook=codebook, slug=Value(slug)))


def find_tag(round_: Round, slug: str) -> Tag:
    """The tag of the round’s codebook; raises ``UnknownTag``."""
    found = _TAG.first(round_.codebook_id, slug)
    if found is None:
        takes = ", ".join(tag.slug for tag in round_.codebook.tags_in_order if not tag.archived)
        raise UnknownTag(_("There is no tag “{tag}”; this round has: {takes}.").format(tag=slug, takes=takes))
    return found


def checked_details(codebook: Codebook, tag: Tag, details: dict[str, Any]) -> dict[str, Any]:
    """As ``check_details`` does it, in the reader's language."""
    return {} if details == {} else check_details(told_tag(tag.pure, codebook.catalogue), details)


def check_in_use(tag: Tag, before: Annotation | None = None) -> None:
    """What was marked with an archived tag may be changed and brought back, but nothing gets it anew."""
    if tag.archived and (before is None or before.tag_id != tag.pk):
        said = _("The tag “{tag}” is archived: what was marked with it stays, and nothing new is.")
        raise UnknownTag(said.format(tag=tag))


def _layer(user: User, round_: Round, kind: Kind) -> Layer:
    layer = layer_of(user, round_, kind)
    if layer is None:
        # Whoever was erased while they waited for the lock has no layer any more, and gets no new one.
        require_now(user, WRITES[kind], round_)
        if kind == Kind.READER:
            check_does_not_lead(user, round_)
        layer = Layer.objects.create(round=round_, annotator=user if kind == Kind.READER else None, kind=kind)
    return layer


_MARK = Prepared(
    lambda pk: Annotation.objects.filter(pk=Value(pk)).select_related("layer__annotator", "tag")
)  # fmt: skip


def _own(user: User, round_: Round, pk: UUID, kind: Kind) -> Annotation | None:
    """The mark with this id in this layer; None when the id is free, ``Http404`` when it is elsewhere."""
    found = _MARK.first(pk)
    whose = user.pk if kind == Kind.READER else None
    if found and (found.layer.round_id, found.layer.annotator_id, found.layer.kind) != (
        round_.pk, whose, kind,
    ):  # fmt: skip
        raise Http404(_("You have no mark with this id in this round."))
    return found


def _writable(round_: Round, layer: Layer) -> Layer:
    """``layer``, if it may still be changed. The key and what is settled are written at any time."""
    if layer.kind == Kind.READER:
        _check_open(round_)
    if layer.submitted_at:
        raise Refused(_("You have handed your marks in. Take them back, and you can go on marking."))
    return layer


def check_settled_openly(round_: Round, kind: Kind) -> None:
    """What others have settled already would tell whoever settles what they saw."""
    if kind == Kind.SETTLED and round_.hides:
        raise Refused(_("Everybody works alone here: reveal it first, then agree on final highlights."))


def _check_open(round_: Round) -> None:
    if round_.takes_marks:
        return
    if round_.state == State.DRAFT:
        raise Closed(_("This round has not begun yet. You can mark as soon as it is opened."))
    if round_.state == State.OPEN:
        raise Closed(_("The time to mark in this round is up. Ask your teacher or team if you need more."))
    raise Closed(
        _("This round is closed: it takes no more marks. Ask your teacher or team if you need more time.")
    )


def _check_not_empty(round_: Round, layer: Layer | None) -> None:
    if layer and layer.annotations.filter(deleted=False).exists():
        return
    if round_.takes_marks:
        raise Refused(
            _(
                "You have not highlighted anything yet. You see how you did as soon as you hand in, "
                "and you can hand in once: highlight something first."
            )
        )
    raise Refused(_("You have highlighted nothing here, so there is nothing to hand in."))


def _set_submitted(
    layer: Layer, at: datetime | None, late: bool = False, feedback_given: bool = False
) -> None:
    layer.submitted_at, layer.late, layer.feedback_given = at, late, feedback_given
    layer.save(update_fields=["submitted_at", "late", "feedback_given"])


def _bump(annotation: Annotation, fields: list[str]) -> None:
    annotation.version += 1
    annotation.updated_at = timezone.now()
    change(annotation, *fields, "version", "updated_at")
