"""Limit the annotations of a layer and of a round. They are counted only if the round's log is long enough."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.enums import LayerKind
from annotate.models import Annotation, Layer, Round
from people.models import User
from people.permissions import PermissionRefused

MAX_CACHED = 10_000
# (layer or round) -> (its number of annotations, the round's last_seq at that time).
_counts: OrderedDict[tuple[Any, ...], tuple[int, int]] = OrderedDict()
ROUND_IS_FULL = N_(
    "There are too many highlights here: all readers together can have {most}. Ask the "
    "person who leads this to start a new one on the same article, or ask the site "
    "administrator for a higher limit."
)
TOO_MANY_IN_FILE = N_(
    "The file has too many highlights on one article: {count}, with up to {largest} from one "
    "person. The limits are {of_round} for everyone together and {of_layer} for one person. "
    "Ask the site administrator for higher limits."
)
# A reader makes a few hundred on the longest text that can be tried; each may hold a long note.
MAX_TRIAL_CHANGES = 2_000
TRIAL_IS_FULL = N_(
    "You have made {most} changes, as many as are possible without an account. Sign up to go on."
)
LAYER_IS_FULL = N_("You have reached the limit of {most} highlights. Delete some to add others.")


class AnnotationQuotaExceeded(PermissionRefused):
    """The layer or the round has no room for more annotations. Existing ones can still be changed and deleted."""


def check_annotation_quota(round_: Round, layer: Layer, adding: int = 1, adding_to_round: int = 0) -> None:
    """Raise AnnotationQuotaExceeded if so many more annotations do not fit into the layer or its round.

    The round is locked. Each new annotation is logged as a change, so there are never more annotations than changes.
    """
    adding_to_round = adding_to_round or adding
    per_layer, per_round = settings.MAX_ANNOTATIONS_PER_LAYER, settings.MAX_ANNOTATIONS_PER_ROUND
    if round_.last_seq + adding_to_round <= min(per_layer, per_round):
        return
    of_layer = Annotation.objects.filter(layer=layer, deleted=False)
    if _exceeds_quota(("layer", layer.pk, round_.created_at), round_.last_seq, of_layer, adding, per_layer):
        raise AnnotationQuotaExceeded(_layer_is_full(layer.kind, per_layer))
    of_round = Annotation.objects.filter(layer__round=round_, deleted=False)
    if _exceeds_quota(
        ("round", round_.pk, round_.created_at), round_.last_seq, of_round, adding_to_round, per_round
    ):
        raise AnnotationQuotaExceeded(_round_is_full(per_round))


def check_trial_quota(user: User, round_: Round) -> None:
    """Raise AnnotationQuotaExceeded if somebody who tries the site has changed a lot. The round is locked."""
    if user.is_trial and round_.last_seq >= MAX_TRIAL_CHANGES:
        raise AnnotationQuotaExceeded(_(TRIAL_IS_FULL).format(most=MAX_TRIAL_CHANGES))


def check_unplaced_quota(layer: Layer) -> None:
    """Raise AnnotationQuotaExceeded if the layer has no room for one more annotation without a place."""
    unplaced = Annotation.objects.filter(layer=layer, lost_from__isnull=False)
    if unplaced.count() >= settings.MAX_ANNOTATIONS_PER_LAYER:
        raise AnnotationQuotaExceeded(_layer_is_full(layer.kind, settings.MAX_ANNOTATIONS_PER_LAYER))


def _exceeds_quota(key: tuple[Any, ...], seq: int, annotations: Any, adding: int, limit: int) -> bool:
    # Each change since the last count added at most one: usually that estimate is enough.
    count, counted_seq = _counts.get(key, (seq, seq + 1))
    if counted_seq <= seq and count + (seq - counted_seq) + adding <= limit:
        return False
    count = annotations.count()
    _counts[key] = count, seq
    if len(_counts) > MAX_CACHED:
        _counts.popitem(last=False)
    return count + adding > limit


def _layer_is_full(kind: str, limit: int) -> str:
    messages = {
        LayerKind.READER: _(LAYER_IS_FULL),
        LayerKind.KEY: _(
            "The answer key has reached the limit of {most} highlights. Delete some to add others."
        ),
        LayerKind.ADJUDICATED: _(
            "The limit of {most} final highlights is reached. Delete some to add others."
        ),
    }
    return messages[LayerKind(kind)].format(most=limit)


def _round_is_full(limit: int) -> str:
    return _(ROUND_IS_FULL).format(most=limit)


def check_new_round_quota(counts: Iterable[int]) -> None:
    """Raise AnnotationQuotaExceeded if a new round whose layers have these numbers of annotations is too large."""
    counts = list(counts)
    per_layer, per_round = settings.MAX_ANNOTATIONS_PER_LAYER, settings.MAX_ANNOTATIONS_PER_ROUND
    if max(counts, default=0) > per_layer or sum(counts) > per_round:
        message = _(TOO_MANY_IN_FILE)
        raise AnnotationQuotaExceeded(
            message.format(count=sum(counts), largest=max(counts), of_round=per_round, of_layer=per_layer)
        )
