"""Teachers' reviews of what was handed in: those who oversee a round see all of them, everybody else their own."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access.layers import visible_layers
from annotate.models import HandInReview, Layer, Round
from people.models import User
from people.permissions import Permission, has_permission

# The verb of a change to a review, in the log.
REVIEW = "layer.review"


def reviews_in(user: User, round_: Round) -> QuerySet[HandInReview]:
    """Return the reviews in this visible round that ``user`` may see."""
    reviews = HandInReview.objects.filter(layer__in=visible_layers(user, round_))
    if not has_permission(user, Permission.OVERSEE_ROUNDS, round_):
        reviews = reviews.filter(layer__annotator=user)
    return reviews.select_related("reviewer")


def own_review(user: User, round_: Round) -> HandInReview | None:
    """Return the review of what ``user`` handed in, None if there is none."""
    reviews = HandInReview.objects.filter(layer__round=round_, layer__annotator=user)
    return reviews.select_related("reviewer").first()


def others_reviews(user: User, round_: Round) -> Q:
    """Return the condition that a change is about a review that ``user`` may not see."""
    if has_permission(user, Permission.OVERSEE_ROUNDS, round_):
        return Q(pk__in=[])
    return Q(verb=REVIEW) & ~Q(layer__annotator=user)


def get_reader_layer(user: User, round_: Round, person: int) -> Layer:
    """Return what a person has highlighted in this visible round, if ``user`` may see it, or raise Http404."""
    layer = visible_layers(user, round_).filter(annotator__pk=person).select_related("annotator").first()
    if layer is None:
        raise Http404(_("This person has not highlighted anything here."))
    return layer


def layers_with_work(user: User, round_: Round) -> QuerySet[Layer]:
    """Return the layers in this visible round that are handed in or have an annotation, of present people."""
    layers = visible_layers(user, round_).exclude(annotator=None).select_related("annotator")
    return layers.filter(Q(submitted_at__isnull=False) | Q(annotations__deleted=False)).distinct()


def review_of(layer: Layer) -> HandInReview | None:
    """Return the review of a visible layer, for those who may write it."""
    return HandInReview.objects.filter(layer=layer).first()
