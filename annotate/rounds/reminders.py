"""A kind reminder by e-mail to those who have not handed in, where there is an address."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import last_round_change
from annotate.change_log import append_change, lock_round
from annotate.models import Round
from annotate.rounds.progress import progress
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from web.mail import send_mail

NUDGE = "round.nudge"
EVERY = timedelta(hours=20)


@dataclass(frozen=True)
class RemindersSent:
    """How many were written to, how many have no address, and to how many the mail server took no mail."""

    reminded: int
    without_address: int
    failed: int


def send_reminders(user: User, round_: Round, link: str) -> RemindersSent:
    """Remind whoever takes part and has not handed in.

    At most once a day; raises ``PermissionRefused`` before, and where nothing can be handed in any more.
    """
    behind = _log_reminder(user, round_)
    addresses = [person.email for person in behind if person.email]
    article = round_.text.article
    given = {"teacher": user, "article": article, "round": round_, "link": link}
    text = render_to_string("annotate/nudge.txt", given)
    # After the log: what is sent cannot be undone, and the round must not stay locked while a mail server thinks.
    failed = send_mail(_("A reminder: {title}").format(title=article.title), text, addresses)
    return RemindersSent(len(addresses) - len(failed), len(behind) - len(addresses), len(failed))


@transaction.atomic
def _log_reminder(user: User, round_: Round) -> list[User]:
    """Log that a reminder is sent, and return who is to get it. How many they are is nobody's to read in the log."""
    check_permission(user, Permission.MANAGE_ROUND, round_)
    lock_round(round_)
    if not round_.accepts_annotations or round_.text.article.team is None:
        raise PermissionRefused(_("This round takes no marks now: there is nothing to remind anybody of."))
    last = last_round_change(round_, NUDGE)
    if last and last.created_at > timezone.now() - EVERY:
        raise PermissionRefused(_("Everybody was reminded today already. Once a day is enough."))
    rows = progress(user, round_.text.article.team, [round_])
    append_change(round_, user, NUDGE, {})
    return [row.person for row in rows if row.cells[0].takes_part and not row.cells[0].submitted]
