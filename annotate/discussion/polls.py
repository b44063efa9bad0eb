"""Open and close polls on a passage that was talked about, and cast votes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import polls_in
from annotate.annotations.spans import check_inside
from annotate.change_log import append_change, lock_round
from annotate.codebooks.tag_lookup import get_tag
from annotate.models import Poll, Round, Vote
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from people.quotas import POLLS_OF_ROUND, check_quota

OPEN, CLOSE = "poll.open", "poll.close"
REVEAL_BEFORE_POLL = N_("Everyone works alone here. Reveal all highlights first, then discuss them.")


@transaction.atomic
def open_poll(user: User, round_: Round, start: int, end: int) -> Poll:
    """Open a poll on ``[start, end)``, closing any that is open."""
    check_permission(user, Permission.MANAGE_ROUND, round_)
    if round_.hides:
        raise PermissionRefused(_(REVEAL_BEFORE_POLL))
    check_inside(start, max(end, start + 1), *round_.extract)
    lock_round(round_)
    message = _("The limit of {most} votes is reached.")
    check_quota(polls_in(round_), POLLS_OF_ROUND, message)
    for poll in polls_in(round_).filter(closed_at=None):
        _close(user, round_, poll)
    poll = Poll.objects.create(round=round_, start=start, end=max(end, start + 1), opened_at=timezone.now())
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


def _close(user: User, round_: Round, poll: Poll) -> None:
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at"])
    append_change(round_, user, CLOSE, poll_json(poll))
