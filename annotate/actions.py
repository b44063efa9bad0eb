"""Every change to rounds and marks: check, lock, write, and append one Change, in one transaction."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.codebook import LOOKS, check_details, read_codebook
from annotate.codebook import Codebook as PureCodebook
from annotate.folding import DELETE, PUT, REOPEN, SUBMIT
from annotate.models import Annotation, Change, Codebook, Layer, Round, Tag
from annotate.spans import check_span, context
from annotate.telling import told_tag
from articles.models import Text
from people.models import User
from people.permissions import Refused, require

DEFAULT_CODEBOOK = "four-tags"
MAX_NOTE = 20_000


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


@transaction.atomic
def install_codebook(slug: str = DEFAULT_CODEBOOK) -> Codebook:
    """The codebook in the TOML file of this name, as a row; the same row each time for one version.

    A row that is there keeps what its tags mean, and takes on the looks that they have in the file now.
    """
    pure = read_codebook(slug)
    codebook, new = Codebook.objects.get_or_create(
        slug=slug, version=pure.version, defaults={"title": pure.title}
    )
    if new:
        Tag.objects.bulk_create(
            Tag(codebook=codebook, slug=tag.slug, position=i, definition=asdict(tag))
            for i, tag in enumerate(pure.tags)
        )
    else:
        _refresh_looks(codebook, pure)
    return codebook


@transaction.atomic
def open_round(user: User, text: Text) -> Round:
    """A round on ``text`` with the default codebook."""
    round_ = Round(text=text, codebook=install_codebook(), created_by=user)
    require(user, "open a round", round_)
    round_.save()
    return round_


@transaction.atomic
def put_annotation(user: User, round_: Round, pk: UUID, mark: Mark) -> tuple[Annotation, bool]:
    """Make the mark ``pk`` be ``mark``; the second value is whether it is new. Doing it twice changes nothing.

    Raises ``SpanError``, ``DetailsError``, ``UnknownTag``, ``Refused``, ``Conflict`` when ``mark.version`` is
    not the version that stands, ``Http404`` when the id belongs to a mark that is not this person's.
    """
    require(user, "mark", round_)
    tag = next((tag for tag in round_.codebook.tags.all() if tag.slug == mark.tag), None)
    if tag is None:
        takes = ", ".join(t.slug for t in round_.codebook.tags.all())
        raise UnknownTag(
            _("There is no tag “{tag}”; this round has: {takes}.").format(tag=mark.tag, takes=takes)
        )
    check_span(round_.text.body, mark.start, mark.end, mark.quote)
    details = check_details(told_tag(tag.pure, round_.codebook.slug), mark.details)
    prefix, suffix = context(round_.text.body, mark.start, mark.end)
    wanted = {
        "tag": tag, "start": mark.start, "end": mark.end, "quote": mark.quote, "prefix": prefix,
        "suffix": suffix, "details": details, "note": mark.note, "deleted": False,
    }  # fmt: skip
    now = timezone.now()
    _lock(round_)
    found = _own(user, round_, pk)
    if found is None:
        layer = _draft(Layer.objects.get_or_create(round=round_, annotator=user)[0])
        found = Annotation(id=pk, layer=layer, created_at=now, updated_at=now, **wanted)
        found.save(force_insert=True)
        _append(round_, user, PUT, state(found))
        return found, True
    if all(getattr(found, name) == value for name, value in wanted.items()):
        return found, False
    _draft(found.layer)
    if mark.version is not None and mark.version != found.version:
        raise Conflict(found)
    for name, value in wanted.items():
        setattr(found, name, value)
    _bump(found, [*wanted])
    _append(round_, user, PUT, state(found))
    return found, False


@transaction.atomic
def delete_annotation(user: User, round_: Round, pk: UUID, version: int | None = None) -> int:
    """Take the mark ``pk`` off and return its version since; a second time changes nothing.

    Raises ``Http404`` when this person never had it, ``Conflict`` when ``version`` is not the one that stands.
    """
    require(user, "mark", round_)
    _lock(round_)
    found = _own(user, round_, pk)
    if found is None:
        raise Http404(_("You have no mark with this id in this round."))
    if found.deleted:
        return found.version
    _draft(found.layer)
    if version is not None and version != found.version:
        raise Conflict(found)
    found.deleted = True
    _bump(found, ["deleted"])
    _append(round_, user, DELETE, {"id": str(pk), "version": found.version})
    return found.version


@transaction.atomic
def submit_layer(user: User, round_: Round) -> Layer:
    """Hand in: ``user`` is done, and their marks stand as they are. A second time changes nothing."""
    require(user, "hand in", round_)
    _lock(round_)
    layer, _ = Layer.objects.get_or_create(round=round_, annotator=user)
    if layer.submitted_at is None:
        _set_submitted(layer, timezone.now())
        _append(round_, user, SUBMIT, layer_state(layer))
    return layer


@transaction.atomic
def reopen_layer(user: User, round_: Round) -> None:
    """Take back what ``user`` has handed in, to go on marking. A second time changes nothing."""
    require(user, "hand in", round_)
    _lock(round_)
    layer = Layer.objects.filter(round=round_, annotator=user, submitted_at__isnull=False).first()
    if layer:
        _set_submitted(layer, None)
        _append(round_, user, REOPEN, layer_state(layer))


def layer_state(layer: Layer) -> dict[str, Any]:
    """A layer as the API and the log carry it."""
    at = layer.submitted_at
    return {"annotator": layer.annotator_id, "submitted_at": at.isoformat() if at else None}


def state(annotation: Annotation) -> dict[str, Any]:
    """The mark as the API, the page and the log carry it: one shape, made in one place."""
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
    }


def _refresh_looks(codebook: Codebook, pure: PureCodebook) -> None:
    looks = {tag.slug: {name: getattr(tag, name) for name in LOOKS} for tag in pure.tags}
    for tag in codebook.tags.filter(slug__in=looks):
        wanted = tag.definition | looks[tag.slug]
        if wanted != tag.definition:
            tag.definition = wanted
            tag.save(update_fields=["definition"])


def _own(user: User, round_: Round, pk: UUID) -> Annotation | None:
    """The mark with this id; None when the id is free, ``Http404`` when it is somebody else's."""
    found = Annotation.objects.select_related("layer__annotator", "tag").filter(pk=pk).first()
    if found and (found.layer.round_id != round_.pk or found.layer.annotator_id != user.pk):
        raise Http404(_("You have no mark with this id in this round."))
    return found


def _draft(layer: Layer) -> Layer:
    """``layer``, if it may still be changed."""
    if layer.submitted_at:
        raise Refused(_("You have handed your marks in. Take them back, and you can go on marking."))
    return layer


def _set_submitted(layer: Layer, at: datetime | None) -> None:
    layer.submitted_at = at
    layer.save(update_fields=["submitted_at"])


def _bump(annotation: Annotation, fields: list[str]) -> None:
    annotation.version += 1
    annotation.updated_at = timezone.now()
    annotation.save(update_fields=[*fields, "version", "updated_at"])


def _lock(round_: Round) -> None:
    """One writer at a time in a round: two first writes of one mark cannot collide, and seq has no gaps."""
    round_.last_seq = Round.objects.select_for_update().values_list("last_seq", flat=True).get(pk=round_.pk)


def _append(round_: Round, actor: User, verb: str, payload: dict[str, Any]) -> None:
    """Log what was done, under the round's next number. The round is locked."""
    round_.last_seq += 1
    round_.save(update_fields=["last_seq"])
    Change.objects.create(
        round=round_, seq=round_.last_seq, actor=actor, verb=verb, payload=payload, at=timezone.now()
    )
