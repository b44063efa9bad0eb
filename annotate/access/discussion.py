"""Which comments and polls of a round a user may see."""

from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access.layers import is_visible_layer, visible_layers_of_any_kind
from annotate.models import Comment, Poll, Round
from people.models import User


def comments_in(user: User, round_: Round) -> QuerySet[Comment]:
    """Return the comments on those annotations of this visible round that ``user`` may see, oldest first."""
    visible = visible_layers_of_any_kind(user, round_, "annotation__layer")
    comments = Comment.objects.filter(visible, annotation__deleted=False)
    return comments.select_related("author", "annotation__layer").order_by("created_at", "pk")


def comments_to_mention(round_: Round) -> QuerySet[Comment]:
    """Return all comments of a round that may mention somebody, oldest first.

    The caller notifies only those who may see the annotation now (``can_see_layer``).
    """
    comments = Comment.objects.filter(
        annotation__layer__round=round_, annotation__deleted=False, removed_at=None, body__contains="@"
    )
    return comments.select_related("author", "annotation__layer").order_by("created_at", "pk")


def get_comment(user: User, round_: Round, pk: UUID) -> Comment:
    """Return one of ``comments_in``, or raise Http404."""
    comments = Comment.objects.filter(pk=pk, annotation__deleted=False)
    comment = comments.select_related("author", "annotation__layer").first()
    if comment is None or not is_visible_layer(user, round_, comment.annotation.layer):
        raise Http404(_("This comment does not exist, or you do not have access to it."))
    return comment


def get_poll(round_: Round, pk: int) -> Poll:
    """Return a poll of this visible round, or raise Http404."""
    poll = round_.polls.filter(pk=pk).first()
    if poll is None:
        raise Http404(_("This vote does not exist, or you do not have access to it."))
    return poll


def polls_in(round_: Round) -> QuerySet[Poll]:
    """Return the polls of this visible round: everybody may know which passage they are about."""
    return round_.polls.order_by("pk")


def get_open_poll(round_: Round) -> Poll | None:
    """Return the newest open poll of this visible round."""
    return round_.polls.filter(closed_at=None).order_by("-pk").first()


def vote_counts(poll: Poll) -> dict[str, int]:
    """Return the number of votes by tag slug ("" for "none of them"), for those who manage the round."""
    counts = poll.votes.order_by().values_list("tag__slug").annotate(n=Count("pk"))
    return {slug or "": n for slug, n in counts}
