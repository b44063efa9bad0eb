"""Comment on what somebody handed in, and set a score in place of the computed one."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.access import REVIEW, check_revealed, review_of
from annotate.change_log import append_change, lock_round
from annotate.models import HandInReview, Layer, Round
from people.models import User
from people.permissions import Permission, check_permission
from web.errors import ProblemError
from web.values import is_storable

MAX_COMMENT = 2_000


class ReviewError(ProblemError, ValueError):
    """The review is invalid. The message says why."""

    code = "bad-review"


@transaction.atomic
def put_review(user: User, round_: Round, layer: Layer, comment: str, score: float | None) -> None:
    """Comment on a reader's layer of this round and set its ``score`` (0..1; None: the computed one counts).

    Idempotent. A review that says nothing is removed. Raise ReviewError, PermissionRefused, or RoundNotRevealed.
    """
    check_permission(user, Permission.REVIEW_HAND_IN, round_)
    comment = comment.strip()
    if len(comment) > MAX_COMMENT or not is_storable(comment):
        raise ReviewError(_("A comment can have {most} characters at most.").format(most=MAX_COMMENT))
    if score is not None and not 0 <= score <= 1:
        raise ReviewError(_("A score is between 0 and 100 %."))
    lock_round(round_)
    check_revealed(user, round_)
    review = review_of(layer)
    if (comment, score) == ((review.comment, review.score) if review else ("", None)):
        return
    if comment or score is not None:
        values = {"comment": comment, "score": score, "reviewer": user}
        HandInReview.objects.update_or_create(layer=layer, defaults=values)
    elif review:
        review.delete()
    # Without the comment: it is erased together with the review.
    payload = {"annotator": layer.annotator_id, "score": score, "comment": bool(comment)}
    append_change(round_, user, REVIEW, payload, layer)


def remove_review(user: User, round_: Round, layer: Layer) -> None:
    """Remove the comment and the score of a teacher. Idempotent."""
    put_review(user, round_, layer, "", None)
