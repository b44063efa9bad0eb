"""Add many annotations at once, in one transaction: imported ones, final ones, and the answer keys of lessons."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.annotations.actions import AnnotationInput
from annotate.annotations.answer_key import validate_answer
from annotate.annotations.from_hint import check_from_hint
from annotate.annotations.json import annotation_json
from annotate.annotations.quotas import check_annotation_quota
from annotate.annotations.replay import DELETE, PUT
from annotate.annotations.spans import check_inside, check_span, quote_context
from annotate.change_log import announce_changes
from annotate.codebooks.actions import install_codebook
from annotate.codebooks.tag_lookup import check_not_archived, get_tag, validate_details
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Change, Codebook, Layer, Round, Tag
from articles.access import lock_newest_texts
from articles.models import Text
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission

# Annotations in memory before they are inserted.
BATCH_SIZE = 2000


@dataclass(frozen=True, slots=True)
class ImportedLayer:
    """The annotations to add for one annotator in a round, each with its id."""

    round: Round
    annotator: User
    inputs: Sequence[tuple[UUID, AnnotationInput]]


@transaction.atomic
def create_import_rounds(user: User, texts: Sequence[Text], codebook: Codebook | None = None) -> list[Round]:
    """Create a closed round on each text for imported annotations, in which everybody sees all of them.

    Raise PermissionRefused unless each text is the newest of its article.
    """
    newest = lock_newest_texts(texts)
    if any(newest[text.pk] != text for text in texts):
        raise PermissionRefused(_("This text has just been corrected. Reload the page and try again."))
    codebook = codebook or install_codebook()
    rounds = [
        Round(text=text, codebook=codebook, created_by=user, mode=RoundMode.OPEN, state=RoundState.CLOSED)
        for text in texts
    ]
    for round_ in rounds:
        check_permission(user, Permission.IMPORT_ANNOTATIONS, round_)
        if codebook.team_id not in (None, round_.team_id) or codebook.owner_id:
            raise PermissionRefused(_("This codebook belongs to another class or team. Copy it first."))
    return Round.objects.bulk_create(rounds)


@transaction.atomic
def bulk_create_annotations(user: User, imported: Sequence[ImportedLayer]) -> int:
    """Add and log the annotations, whose ids must be new, and return how many there were.

    Raise AnnotationQuotaExceeded if they are too many. The caller has checked the rest: SpanError, DetailsError, and
    KeyError for a tag that the codebook lacks.
    """
    rounds = {source.round.pk: source.round for source in imported}
    for round_ in rounds.values():
        check_permission(user, Permission.IMPORT_ANNOTATIONS, round_)
    # Locked in order of pk, so that two imports never deadlock.
    locked = Round.all_objects.select_for_update().filter(pk__in=rounds).order_by("pk")
    seqs = dict(locked.values_list("pk", "last_seq"))
    layers = _get_or_create_layers(imported)
    codebooks = {round_.codebook_id: round_.codebook for round_ in rounds.values()}
    tags = {pk: {tag.slug: tag for tag in codebook.tags.all()} for pk, codebook in codebooks.items()}
    _check_quotas(imported, layers, seqs)
    now = timezone.now()
    rows: list[Annotation] = []
    changes: list[Change] = []
    count = 0
    for source in imported:
        round_ = source.round
        layer = layers[round_.pk, source.annotator.pk]
        for pk, content in source.inputs:
            row = _new_annotation(pk, layer, tags[round_.codebook_id][content.tag], content, now)
            seqs[round_.pk] += 1
            rows.append(row)
            changes.append(_new_change(layer, seqs[round_.pk], user, PUT, annotation_json(row), now))
        if len(rows) >= BATCH_SIZE:
            count += _insert(rows, changes)
    count += _insert(rows, changes)
    for pk, round_ in rounds.items():
        round_.last_seq = seqs[pk]
    Round.all_objects.bulk_update(rounds.values(), ["last_seq"], batch_size=200)
    announce_changes()
    return count


def add_annotations(
    user: User, round_: Round, layer: Layer, annotations: Sequence[tuple[UUID, AnnotationInput]]
) -> None:
    """Add and log annotations, whose ids must be new, in a layer that has room for them. The round is locked.

    Raise the same errors as ``put_annotation``.
    """
    tags = {slug: get_tag(round_, slug) for slug in {content.tag for _, content in annotations}}
    for tag in tags.values():
        check_not_archived(tag)
    layer.round, now = round_, timezone.now()
    rows = [_new_annotation(pk, layer, tags[content.tag], content, now) for pk, content in annotations]
    first = round_.last_seq + 1
    changes = [
        _new_change(layer, seq, user, PUT, annotation_json(row), now) for seq, row in enumerate(rows, first)
    ]
    _insert(rows, changes)
    round_.last_seq += len(annotations)
    round_.save(update_fields=["last_seq"])
    announce_changes()


def log_deletions(user: User, round_: Round, layer: Layer, new_versions: Mapping[UUID, int]) -> None:
    """Log the deletion of annotations, given as {id: new version}. The round is locked."""
    now = timezone.now()
    layer_fields = {} if layer.kind == LayerKind.READER else {"layer": layer.kind}
    changes = [
        _new_change(layer, seq, user, DELETE, {"id": str(pk), "version": version} | layer_fields, now)
        for seq, (pk, version) in enumerate(new_versions.items(), round_.last_seq + 1)
    ]
    Change.objects.bulk_create(changes)
    round_.last_seq += len(new_versions)
    round_.save(update_fields=["last_seq"])
    announce_changes()


def _check_quotas(
    imported: Iterable[ImportedLayer], layers: Mapping[tuple[int, int], Layer], seqs: Mapping[int, int]
) -> None:
    per_layer: Counter[tuple[int, int]] = Counter()
    per_round: Counter[int] = Counter()
    rounds: dict[int, Round] = {}
    for source in imported:
        per_layer[source.round.pk, source.annotator.pk] += len(source.inputs)
        per_round[source.round.pk] += len(source.inputs)
        rounds[source.round.pk] = source.round
    for (pk, annotator), count in per_layer.items():
        rounds[pk].last_seq = seqs[pk]
        check_annotation_quota(rounds[pk], layers[pk, annotator], count, per_round[pk])


def _new_change(
    layer: Layer, seq: int, user: User, verb: str, payload: dict[str, Any], now: datetime
) -> Change:
    return Change(
        round_id=layer.round_id, seq=seq, actor=user, layer=layer, verb=verb, payload=payload, created_at=now
    )


def _insert(rows: list[Annotation], changes: list[Change]) -> int:
    """Insert and clear the rows and changes; return the number of rows."""
    Annotation.objects.bulk_create(rows)
    Change.objects.bulk_create(changes)
    count = len(rows)
    rows.clear()
    changes.clear()
    return count


def _get_or_create_layers(imported: Iterable[ImportedLayer]) -> dict[tuple[int, int], Layer]:
    """Return {(round id, annotator id): layer}."""
    sources = {(source.round.pk, source.annotator.pk): source for source in imported}
    existing = Layer.objects.filter(
        round__in={round_ for round_, _ in sources}, annotator__in={annotator for _, annotator in sources}
    ).select_related("round", "annotator")
    layers = {(layer.round_id, layer.annotator_id): layer for layer in existing}
    missing = [
        Layer(round=source.round, annotator=source.annotator)
        for key, source in sources.items()
        if key not in layers
    ]
    for layer in Layer.objects.bulk_create(missing):
        layers[layer.round_id, layer.annotator_id] = layer
    return layers


def _new_annotation(pk: UUID, layer: Layer, tag: Tag, content: AnnotationInput, now: datetime) -> Annotation:
    body, start, end = layer.round.text.body, content.start, content.end
    check_span(body, start, end, content.quote)
    check_inside(start, end, *layer.round.extract)
    prefix, suffix = quote_context(body, start, end)
    codebook = layer.round.codebook
    details = validate_details(codebook, tag, content.details)
    answer = validate_answer(content.answer, codebook.pure, tag.slug) if layer.kind == LayerKind.KEY else None
    return Annotation(
        id=pk, layer=layer, tag=tag, start=content.start, end=content.end, quote=content.quote, prefix=prefix,
        suffix=suffix, details=details, note=content.note, created_at=now, updated_at=now,
        from_hint=check_from_hint(content.from_hint), answer=answer,
    )  # fmt: skip
