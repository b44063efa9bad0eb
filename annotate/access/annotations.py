"""Which annotations of a round a user may see: those of readers, of the answer key, and the final ones."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access.layers import is_visible_layer, visible_layers
from annotate.enums import LayerKind
from annotate.models import Annotation, Comment, Layer, Round
from people.models import User


def annotations_in(
    user: User, rounds: Round | Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation]:
    """Return the current annotations in these visible rounds that ``user`` may see, in the order of the text."""
    annotations = current_annotations(user, rounds, kind).select_related("layer__annotator", "tag")
    return annotations.order_by("start", "end", "id")


def current_annotations(
    user: User, rounds: Round | Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation]:
    """Return the same as ``annotations_in``, unordered and without joins: for counting, or for reading values."""
    return Annotation.objects.filter(layer__in=visible_layers(user, rounds, kind), deleted=False)


def unplaced_annotations(
    user: User, round_: Round, kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation]:
    """Return the annotations that corrections of the text left without a place, in the order of their old texts.

    Those of the user's own; of the answer key or the final ones, to whom the caller lets write them.
    """
    annotations = Annotation.objects.filter(layer__round=round_, layer__kind=kind, lost_from__isnull=False)
    if kind == LayerKind.READER:
        annotations = annotations.filter(layer__annotator=user)
    related = annotations.select_related("layer__annotator", "tag", "lost_from")
    return related.defer("lost_from__body", "lost_from__formatting", "lost_from__edits").order_by(
        "lost_from__revision", "start", "end", "id"
    )


def get_annotation(user: User, round_: Round, pk: UUID) -> Annotation:
    """Return a current annotation in any layer of this visible round that ``user`` may see, or raise Http404."""
    annotations = Annotation.objects.filter(pk=pk, deleted=False).select_related("layer__annotator", "tag")
    annotation = annotations.first()
    if annotation is None or not is_visible_layer(user, round_, annotation.layer):
        raise Http404(_("This highlight does not exist, or you do not have access to it."))
    return annotation


def visible_answer_key(user: User, round_: Round) -> QuerySet[Annotation]:
    """Return the annotations of the answer key if the user may see them now, else an empty queryset."""
    return annotations_in(user, round_, LayerKind.KEY)


def answer_key_for_scoring(round_: Round) -> QuerySet[Annotation]:
    """Return the whole answer key to compute scores with. How much of them a user may learn: ``feedback_for``."""
    annotations = Annotation.objects.filter(layer__round=round_, layer__kind=LayerKind.KEY, deleted=False)
    return annotations.select_related("tag").order_by("start", "end", "id")


def answer_keys_for_scoring(rounds: Iterable[Round]) -> QuerySet[Annotation]:
    """Return the answer keys of many rounds, each with its layer: see ``answer_key_for_scoring``."""
    annotations = Annotation.objects.filter(layer__round__in=rounds, layer__kind=LayerKind.KEY, deleted=False)
    return annotations.select_related("tag", "layer").order_by("start", "end", "id")


def annotation_spans(layers: Iterable[int]) -> Iterable[tuple[int, int, int, str]]:
    """Return (pk of the layer, start, end, slug of the tag) of the current annotations in layers, which are visible."""
    annotations = Annotation.objects.filter(layer__in=layers, deleted=False)
    return annotations.values_list("layer", "start", "end", "tag__slug")


def has_answer_key(round_: Round) -> bool:
    """Return whether anybody has started an answer key. Who may see it: ``can_see_answer_key``."""
    return round_.layers.filter(kind=LayerKind.KEY).exists()


def key_has_answer(round_: str) -> Exists:
    """Return the condition that the answer key of the round at lookup path ``round_`` has an answer."""
    answers = Annotation.objects.filter(layer__kind=LayerKind.KEY, deleted=False)
    return Exists(answers.filter(layer__round=OuterRef(round_)))


def final_annotations(round_: Round) -> QuerySet[Annotation]:
    """Return the current final annotations, for those who may adjudicate this round, which hides nothing."""
    return Annotation.objects.filter(layer__round=round_, layer__kind=LayerKind.ADJUDICATED, deleted=False)


def annotation_counts_by_layer(rounds: Iterable[Round]) -> QuerySet[Layer]:
    """Return all readers' layers with ``started``, ``last``, ``count`` and ``furthest`` (an end offset) of annotations.

    For ``annotate.rounds.progress``, which decides who sees which of these numbers. Annotations that lost their place
    count, too: otherwise whoever corrects the text would see from the numbers whose highlights were there.
    """
    current = Q(annotations__deleted=False) | Q(annotations__lost_from__isnull=False)
    layers = Layer.objects.filter(round__in=rounds, kind=LayerKind.READER, annotator__isnull=False)
    return layers.annotate(
        started=Min("annotations__created_at"),
        last=Max("annotations__updated_at"),
        count=Count("annotations", filter=current),
        furthest=Max("annotations__end", filter=current),
    )


def count_annotators(round_: Round) -> int:
    """Return how many people have started, for those who manage the round."""
    return round_.layers.exclude(annotator=None).count()


def existing_ids(model: type[Annotation] | type[Comment], ids: Iterable[UUID | str]) -> set[UUID]:
    """Return those of ``ids`` that exist in any round, to keep imported rows from colliding with them."""
    return set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))


def existing_annotations(ids: Iterable[UUID]) -> Iterable[tuple[UUID, int, bool]]:
    """Return (id, pk of its text, whether its round is in the bin) of those ``ids`` that exist, for imports."""
    rows = Annotation.objects.filter(pk__in=ids).values_list(
        "pk", "layer__round__text", "layer__round__deleted_at"
    )
    return [(pk, text, deleted_at is not None) for pk, text, deleted_at in rows]


ANNOTATION_COLUMNS = (
    "id", "tag__slug", "start", "end", "layer__annotator_id", "version", "details", "note", "created_at",
)  # fmt: skip
ANSWER_COLUMNS = (*ANNOTATION_COLUMNS, "answer")


def annotation_rows_for_report(
    user: User, round_: Round, kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation, tuple[Any, ...]]:
    """Return ``current_annotations`` as tuples of ANNOTATION_COLUMNS, or of ANSWER_COLUMNS for the answer key."""
    return current_annotations(user, round_, kind).values_list(
        *(ANSWER_COLUMNS if kind == LayerKind.KEY else ANNOTATION_COLUMNS)
    )


EXPORT_COLUMNS = (
    "id", "layer", "layer__round", "start", "end", "tag__slug", "quote", "created_at", "note", "details",
    "from_hint",
)  # fmt: skip


def annotation_rows(
    user: User, rounds: Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation, tuple[Any, ...]]:
    """Return ``current_annotations`` as tuples of EXPORT_COLUMNS, for exports of thousands of articles."""
    return current_annotations(user, rounds, kind).values_list(*EXPORT_COLUMNS)


def people_in(user: User, round_: Round) -> QuerySet[User, dict[str, Any]]:
    """Return ``id`` and ``name`` of the annotators whose layers ``user`` may see in this visible round."""
    return User.objects.filter(layers__in=visible_layers(user, round_)).values("id", "name")
