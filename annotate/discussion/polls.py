"""Open and close polls on a passage that was talked about, and cast votes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import polls_in
from annotate.annotations.spans import SpanError, check_inside
from annotate.change_log import append_change, lock_round
from annotate.codebooks.tag_lookup import get_tag
from annotate.models import Poll, Round, Vote
from articles.revisions import carry_span, get_revision
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from people.quotas import POLLS_OF_ROUND, check_quota
from web.i18n.lazy_message import Message

OPEN, CLOSE = "poll.open", "poll.close"
REVEAL_BEFORE_POLL = N_("Highlights are still hidden here. Reveal all of them first, then discuss them.")
PASSAGE_GONE = Message("The text has been corrected, and this passage is no longer in it. Reload the page.")


@transaction.atomic
def open_poll(user: User, round_: Round, start: int, end: int, revision: int | None = None) -> Poll:
    """Open a poll on ``[start, end)`` of that revision of the text, closing any that is open."""
    check_permission(user, Permission.MANAGE_ROUND, round_)
    if round_.hides:
        raise PermissionRefused(_(REVEAL_BEFORE_POLL))
    lock_round(round_)
    end = max(end, start + 1)
    if revision is not None and revision != round_.text.revision:
        start, end = _carried(round_, start, end, revision)
    check_inside(start, end, *round_.extract)
    message = _("The limit of {most} votes is reached.")
    check_quota(polls_in(round_), POLLS_OF_ROUND, message)
    for poll in polls_in(round_).filter(closed_at=None):
        _close(user, round_, poll)
    poll = Poll.objects.create(round=round_, start=start, end=end, opened_at=timezone.now())
    append_change(round_, user, OPEN, poll_json(poll))
    return poll


@transaction.atomic
def close_poll(user: User, round_: Round, poll: Poll) -> None:
    """Close a poll. Idempotent."""
    check_permission(user, Permission.MANAGE_ROUND, round_)
    lock_round(round_)
    if poll.closed_at is None:
        _close(user, round_, poll)


@transaction.atomic
def cast_vote(user: User, round_: Round, poll: Poll, tag: str) -> None:
    """Vote for the tag with slug ``tag``, or with "" for none of them. A later vote replaces an earlier one."""
    check_permission(user, Permission.ANNOTATE, round_)
    lock_round(round_)
    poll.refresh_from_db()
    if poll.closed_at:
        raise PermissionRefused(_("Voting has ended."))
    choice = get_tag(round_, tag) if tag else None
    Vote.objects.update_or_create(poll=poll, voter=user, defaults={"tag": choice})


def poll_json(poll: Poll) -> dict[str, Any]:
    """Return a poll as all participants may see it: the passage, without votes."""
    return {"id": poll.pk, "start": poll.start, "end": poll.end, "open": poll.closed_at is None}


def _carried(round_: Round, start: int, end: int, revision: int) -> tuple[int, int]:
    """Return where the passage of an earlier revision is now."""
    seen = get_revision(round_.text, revision)
    check_inside(start, end, 0, len(seen.body))
    carried = carry_span(seen, round_.text.revision, start, end)
    if carried.revision != round_.text.revision:
        raise SpanError(PASSAGE_GONE)
    return carried.start, carried.end


def _close(user: User, round_: Round, poll: Poll) -> None:
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at"])
    append_change(round_, user, CLOSE, poll_json(poll))
