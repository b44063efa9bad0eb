"""Write, resolve and remove comments on annotations, and notify the people they mention."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import can_see_layer, comments_to_mention
from annotate.change_log import append_change, lock_round
from annotate.discussion.mentions import mentioned_ids
from annotate.models import Annotation, Comment, Round
from people.models import User
from people.permissions import (
    Permission,
    PermissionRefused,
    check_permission,
    check_permission_now,
    has_permission,
)
from people.quotas import COMMENTS_ON_ANNOTATION, check_quota
from web.errors import ProblemError
from web.mail import send_mail
from web.rate_limits import hit_named_limit

COMMENT = "comment.put"
MAX_COMMENT = 5_000


class CommentError(ProblemError, ValueError):
    """The comment is invalid. The message says why."""

    code = "bad-comment"


@transaction.atomic
def put_comment(
    user: User, round_: Round, pk: UUID, annotation: Annotation, body: str, reply_to: Comment | None = None
) -> tuple[Comment, bool]:
    """Create or change a comment on a visible annotation. Return (comment, created).

    Raise CommentError, PermissionRefused, or Http404 if the id belongs to somebody else's comment.
    """
    check_permission(user, Permission.COMMENT, round_)
    body = body.strip()
    if not body or len(body) > MAX_COMMENT or "\0" in body:
        raise CommentError(_("A comment must have 1 to {most} characters.").format(most=MAX_COMMENT))
    if reply_to and (reply_to.annotation_id != annotation.pk or reply_to.reply_to_id):
        raise CommentError(_("A reply must belong to the first comment about the same highlight."))
    hit_named_limit(user, "comment")
    lock_round(round_)
    comment = Comment.objects.select_related("author").filter(pk=pk).first()
    if comment and (comment.author_id, comment.annotation_id) != (user.pk, annotation.pk):
        raise Http404(_("This comment does not exist, or it is not yours."))
    if comment and (comment.body == body or comment.removed_at):
        return comment, False
    created = comment is None
    if created:
        check_permission_now(user, Permission.COMMENT, round_)
        message = _("The limit of {most} comments is reached. Please continue in person.")
        check_quota(annotation.comments.all(), COMMENTS_ON_ANNOTATION, message)
        comment = Comment(
            id=pk, annotation=annotation, reply_to=reply_to, author=user, created_at=timezone.now()
        )
    comment.body = body
    comment.save()
    _mention(round_, comment)
    append_change(round_, user, COMMENT, comment_json(comment), annotation.layer)
    return comment, created


@transaction.atomic
def resolve_thread(user: User, round_: Round, comment: Comment, resolved: bool) -> None:
    """Resolve a thread or open it again, as its author, as the annotator, or as a moderator."""
    is_theirs = user.pk in (comment.author_id, comment.annotation.layer.annotator_id)
    check_permission(user, Permission.COMMENT if is_theirs else Permission.MODERATE, round_)
    lock_round(round_)
    if bool(comment.resolved_at) != resolved:
        comment.resolved_at = timezone.now() if resolved else None
        comment.save(update_fields=["resolved_at"])
        append_change(round_, user, COMMENT, comment_json(comment), comment.annotation.layer)


@transaction.atomic
def remove_comment(user: User, round_: Round, comment: Comment) -> None:
    """Erase the text of a comment, as its author or as a moderator. That there was a comment stays visible."""
    if user.pk != comment.author_id and not has_permission(user, Permission.MODERATE, round_):
        raise PermissionRefused(_("You can delete only your own comments. A leader can delete any comment."))
    lock_round(round_)
    if comment.removed_at is None:
        comment.body, comment.removed_at = "", timezone.now()
        comment.save(update_fields=["body", "removed_at"])
        comment.mentions.clear()
        append_change(round_, user, COMMENT, comment_json(comment), comment.annotation.layer)


def comment_json(comment: Comment) -> dict[str, Any]:
    """Return a comment as it stands in the API, on the page and in the log."""
    author = comment.author
    return {
        "id": str(comment.pk),
        "annotation": str(comment.annotation_id),
        "reply_to": str(comment.reply_to_id) if comment.reply_to_id else None,
        "author": {"id": author.pk, "name": author.name} if author else None,
        "body": comment.body,
        "created_at": comment.created_at.isoformat(),
        "resolved": comment.resolved_at is not None,
        "removed": comment.removed_at is not None,
    }


def mention_after_reveal(round_: Round) -> None:
    """Notify those who were mentioned while the round hid the annotations from them, and may see them now."""
    for comment in comments_to_mention(round_):
        _mention(round_, comment)


def _mention(round_: Round, comment: Comment) -> None:
    """Save who is mentioned and may see the annotation, and send e-mail to those who are new."""
    if not round_.team_id:
        return
    people = User.objects.filter(memberships__team=round_.team_id).exclude(pk=comment.author_id)
    named = people.filter(pk__in=mentioned_ids(comment.body, people.values_list("pk", "name")))
    allowed = [person for person in named if can_see_layer(person, round_, comment.annotation.layer)]
    new = set(allowed) - set(comment.mentions.all())
    comment.mentions.set(allowed)
    addresses = [person.email for person in new if person.email]
    if addresses:
        text = render_to_string(
            "annotate/mentioned.txt", {"comment": comment, "article": round_.text.article}
        )
        subject = _("{name} mentioned you").format(name=comment.author)
        transaction.on_commit(lambda: send_mail(subject, text, addresses))
