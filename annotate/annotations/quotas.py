"""How many marks a layer and a round may hold: counted only where a round's log says that there may be so many."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from annotate.enums import LayerKind
from annotate.models import Annotation, Layer, Round
from people.permissions import PermissionRefused

# Layers and rounds whose last count is remembered.
MAX_REMEMBERED = 10_000
# (which layer or round) -> (how many marks there were, and the round's last change at that time).
_counted: OrderedDict[tuple[Any, ...], tuple[int, int]] = OrderedDict()


class AnnotationQuotaExceeded(PermissionRefused):
    """The layer or the round holds as many marks as it may. What is there can still be changed and deleted."""


def check_annotation_quota(round_: Round, layer: Layer, adding: int = 1, adding_to_round: int = 0) -> None:
    """Raise ``AnnotationQuotaExceeded`` where so many more marks do not fit into the layer, or into its round, which is locked.

    Whoever adds marks logs a change for each, so that there are never more marks than changes.
    """
    adding_to_round = adding_to_round or adding
    of_layer, of_round = settings.MAX_ANNOTATIONS_PER_LAYER, settings.MAX_ANNOTATIONS_PER_ROUND
    if round_.last_seq + adding_to_round <= min(of_layer, of_round):
        return
    own = Annotation.objects.filter(layer=layer, deleted=False)
    if _exceeds_quota(("layer", layer.pk, round_.created_at), round_.last_seq, own, adding, of_layer):
        raise AnnotationQuotaExceeded(_layer_is_full(layer.kind, of_layer))
    everybodys = Annotation.objects.filter(layer__round=round_, deleted=False)
    if _exceeds_quota(
        ("round", round_.pk, round_.created_at), round_.last_seq, everybodys, adding_to_round, of_round
    ):
        raise AnnotationQuotaExceeded(_round_is_full(of_round))


def _exceeds_quota(key: tuple[Any, ...], seq: int, marks: Any, adding: int, most: int) -> bool:
    # Since they were last counted at most one came with each change: mostly that is enough to know.
    count, at = _counted.get(key, (seq, seq + 1))
    if at <= seq and count + (seq - at) + adding <= most:
        return False
    count = marks.count()
    _counted[key] = count, seq
    if len(_counted) > MAX_REMEMBERED:
        _counted.popitem(last=False)
    return count + adding > most


def _layer_is_full(kind: str, most: int) -> str:
    said = {
        LayerKind.READER: _(
            "You have highlighted as much here as one person may: {most} passages. Delete some to add others."
        ),
        LayerKind.KEY: _("The answer key is full: it may have {most} passages. Delete some to add others."),
        LayerKind.SETTLED: _(
            "There may be {most} final highlights here, and no more. Delete some to add others."
        ),
    }
    return said[LayerKind(kind)].format(most=most)


def _round_is_full(most: int) -> str:
    said = _(
        "There is no room for more highlights here: together you may have {most}. Ask whoever leads this to start "
        "another one on the article, or whoever runs this site to allow more."
    )
    return said.format(most=most)


def check_new_round_quota(counts: Iterable[int]) -> None:
    """Raise ``AnnotationQuotaExceeded`` where a round whose layers have so many marks would be more than may be added here."""
    counts = list(counts)
    of_layer, of_round = settings.MAX_ANNOTATIONS_PER_LAYER, settings.MAX_ANNOTATIONS_PER_ROUND
    if max(counts, default=0) > of_layer or sum(counts) > of_round:
        said = _(
            "One round in this file has {count} highlights, up to {largest} of one person. Here a round may have "
            "{of_round}, and one person {of_layer} of them: ask whoever runs this site to allow more."
        )
        raise AnnotationQuotaExceeded(
            said.format(count=sum(counts), largest=max(counts), of_round=of_round, of_layer=of_layer)
        )
