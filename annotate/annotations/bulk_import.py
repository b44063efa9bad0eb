"""Marks that were made elsewhere, brought in as their annotators' own: many at once, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.annotations.actions import AnnotationInput, annotation_json
from annotate.annotations.quotas import check_annotation_quota
from annotate.annotations.replay import DELETE, PUT
from annotate.annotations.spans import check_inside, check_span, quote_context
from annotate.change_log import announce_changes
from annotate.codebooks.actions import install_codebook
from annotate.codebooks.tags import check_not_archived, get_tag, validate_details
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Change, Codebook, Layer, Round, Tag
from articles.models import Text
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from web.db.fast_insert import insert_rows, update_row

# Marks in memory while many are written.
BATCH_SIZE = 2000


@dataclass(frozen=True, slots=True)
class ImportedLayer:
    """What ``annotator`` marked in a round, each mark with its id."""

    round: Round
    annotator: User
    marks: Sequence[tuple[UUID, AnnotationInput]]


@transaction.atomic
def create_import_rounds(user: User, texts: Sequence[Text], codebook: Codebook | None = None) -> list[Round]:
    """A round on each text for marks from elsewhere: everybody sees them, and none are added until it is opened."""
    codebook = codebook or install_codebook()
    rounds = [
        Round(text=text, codebook=codebook, created_by=user, mode=RoundMode.OPEN, state=RoundState.CLOSED)
        for text in texts
    ]
    for round_ in rounds:
        check_permission(user, Permission.IMPORT_ANNOTATIONS, round_)
        if codebook.team_id not in (None, round_.team_id):
            raise PermissionRefused(_("This codebook belongs to another team. Copy it to this one first."))
    return Round.objects.bulk_create(rounds)


@transaction.atomic
def bulk_create_annotations(user: User, brought: Sequence[ImportedLayer]) -> int:
    """Add the marks, log each, and return how many there were. No id may be taken.

    Raises ``AnnotationQuotaExceeded`` where they are too many; ``SpanError``, ``DetailsError`` and ``KeyError`` for a tag that the round's
    codebook lacks: whoever brings marks has checked them.
    """
    rounds = {each.round.pk: each.round for each in brought}
    for round_ in rounds.values():
        check_permission(user, Permission.IMPORT_ANNOTATIONS, round_)
    # In the order of their numbers, so that two who bring marks never wait for each other.
    fresh = Round.all_objects.select_for_update().filter(pk__in=rounds).order_by("pk")
    seqs = dict(fresh.values_list("pk", "last_seq"))
    layers = _layers(brought)
    tags = {each.round.codebook_id: each.round.codebook for each in brought}
    by_slug = {pk: {tag.slug: tag for tag in codebook.tags.all()} for pk, codebook in tags.items()}
    _check_room(brought, layers, seqs)
    now = timezone.now()
    rows: list[_Row] = []
    changes: list[tuple[Any, ...]] = []
    count = 0
    for each in brought:
        layer = layers[each.round.pk, each.annotator.pk]
        for pk, mark in each.marks:
            row = _row(pk, layer, by_slug[each.round.codebook_id][mark.tag], mark, now)
            seqs[each.round.pk] += 1
            rows.append(row)
            changes.append(
                (each.round.pk, seqs[each.round.pk], user.pk, layer.pk, PUT, annotation_json(row), now)
            )
        if len(rows) >= BATCH_SIZE:
            count += _written(rows, changes)
    count += _written(rows, changes)
    for pk, round_ in rounds.items():
        round_.last_seq = seqs[pk]
    Round.all_objects.bulk_update(rounds.values(), ["last_seq"], batch_size=200)
    announce_changes()
    return count


def add_annotations(
    user: User, round_: Round, layer: Layer, marks: Sequence[tuple[UUID, AnnotationInput]]
) -> None:
    """Add marks to a layer that has room for them, and log each. The round is locked, and no id may be taken.

    Raises as ``put_annotation`` does.
    """
    tags = {slug: get_tag(round_, slug) for slug in {mark.tag for _, mark in marks}}
    for tag in tags.values():
        check_not_archived(tag)
    layer.round, now = round_, timezone.now()
    rows = [_row(pk, layer, tags[mark.tag], mark, now) for pk, mark in marks]
    first = round_.last_seq + 1
    changes = [
        (round_.pk, seq, user.pk, layer.pk, PUT, annotation_json(row), now)
        for seq, row in enumerate(rows, first)
    ]
    _written(rows, changes)
    round_.last_seq += len(marks)
    update_row(round_, "last_seq")
    announce_changes()


def log_deletions(user: User, round_: Round, layer: Layer, gone: Mapping[UUID, int]) -> None:
    """Log that marks were deleted: id -> the version since. The round is locked."""
    now = timezone.now()
    apart = {} if layer.kind == LayerKind.READER else {"layer": layer.kind}
    changes = [
        (round_.pk, seq, user.pk, layer.pk, DELETE, {"id": str(pk), "version": version} | apart, now)
        for seq, (pk, version) in enumerate(gone.items(), round_.last_seq + 1)
    ]
    insert_rows(Change, LOGGED, changes)
    round_.last_seq += len(gone)
    update_row(round_, "last_seq")
    announce_changes()


def _check_room(
    brought: Iterable[ImportedLayer], layers: Mapping[tuple[int, int], Layer], seqs: Mapping[int, int]
) -> None:
    """Nothing of it is added where some of it does not fit."""
    of_layer: Counter[tuple[int, int]] = Counter()
    of_round: Counter[int] = Counter()
    rounds: dict[int, Round] = {}
    for each in brought:
        of_layer[each.round.pk, each.annotator.pk] += len(each.marks)
        of_round[each.round.pk] += len(each.marks)
        rounds[each.round.pk] = each.round
    for (pk, annotator), count in of_layer.items():
        rounds[pk].last_seq = seqs[pk]
        check_annotation_quota(rounds[pk], layers[pk, annotator], count, of_round[pk])


@dataclass(slots=True)
class _Row:
    """An annotation that is about to be one, as ``annotation_json`` tells it."""

    id: UUID
    layer: Layer
    tag: Tag
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    details: dict[str, Any]
    note: str
    created_at: datetime
    updated_at: datetime
    version: int = 1

    def values(self) -> tuple[Any, ...]:
        """As they are written; ``COLUMNS`` says in which order."""
        return (
            self.id, self.layer.pk, self.tag.pk, self.start, self.end, self.quote, self.prefix, self.suffix,
            self.details, self.note, None, self.version, False, self.created_at, self.updated_at,
        )  # fmt: skip


COLUMNS = (
    "id", "layer", "tag", "start", "end", "quote", "prefix", "suffix", "details", "note", "answer", "version",
    "deleted", "created_at", "updated_at",
)  # fmt: skip
LOGGED = ("round", "seq", "actor", "layer", "verb", "payload", "created_at")


def _written(rows: list[_Row], changes: list[tuple[Any, ...]]) -> int:
    """How many marks were written; nothing is left of them in memory."""
    insert_rows(Annotation, COLUMNS, (row.values() for row in rows))
    insert_rows(Change, LOGGED, changes)
    count = len(rows)
    rows.clear()
    changes.clear()
    return count


def _layers(brought: Iterable[ImportedLayer]) -> dict[tuple[int, int], Layer]:
    """(round, annotator) -> their layer, made where there is none."""
    wanted = {(each.round.pk, each.annotator.pk): each for each in brought}
    there = Layer.objects.filter(
        round__in={pk for pk, _who in wanted}, annotator__in={who for _pk, who in wanted}
    ).select_related("round", "annotator")
    found = {(layer.round_id, layer.annotator_id): layer for layer in there}
    missing = [
        Layer(round=each.round, annotator=each.annotator) for key, each in wanted.items() if key not in found
    ]
    for layer in Layer.objects.bulk_create(missing):
        found[layer.round_id, layer.annotator_id] = layer
    return found


def _row(pk: UUID, layer: Layer, tag: Tag, mark: AnnotationInput, now: datetime) -> _Row:
    body = layer.round.text.body
    check_span(body, mark.start, mark.end, mark.quote)
    check_inside(mark.start, mark.end, *layer.round.extract)
    prefix, suffix = quote_context(body, mark.start, mark.end)
    details = validate_details(layer.round.codebook, tag, mark.details)
    return _Row(
        pk, layer, tag, mark.start, mark.end, mark.quote, prefix, suffix, details, mark.note, now, now
    )
