"""Reminders by e-mail to those who have not handed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import check_not_of_campaign, due_dates_in, last_round_change
from annotate.change_log import append_change, lock_round
from annotate.due_date import Refusal, is_overdue, refusal
from annotate.models import Round
from annotate.rounds.progress import progress
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from people.time_zones import time_zone_of
from web.mail import send_mail

REMIND = "round.nudge"
MIN_INTERVAL = timedelta(hours=20)


@dataclass(frozen=True)
class RemindersSent:
    """How many were reminded, how many have no address, and how many mails the mail server refused."""

    reminded: int
    without_address: int
    failed: int


def send_reminders(user: User, round_: Round, link: str) -> RemindersSent:
    """Remind the participants who have not handed in.

    Raise PermissionRefused if they were reminded within MIN_INTERVAL, or if the round accepts no annotations or belongs
    to a campaign.
    """
    recipients = _log_reminder(user, round_)
    addressees = [person for person in recipients if person.email]
    title = round_.assignment.title if round_.assignment else round_.text.article.title
    subject = _("Reminder: {title}").format(title=title)
    context = {"teacher": user, "title": title, "link": link}
    own_dates = due_dates_in([round_])
    # A mail says when its reader has to hand in, as their clocks show it.
    by_date: dict[tuple[tzinfo, datetime | None], list[str]] = {}
    for person in addressees:
        due_at = own_dates.get((round_.pk, person.pk), round_.due_at)
        by_date.setdefault((time_zone_of(person), due_at), []).append(person.email)
    failed = 0
    # After the transaction: sending cannot be undone, and must not keep the round locked.
    for (zone, due_at), addresses in by_date.items():
        with timezone.override(zone):
            text = render_to_string("annotate/reminder.txt", context | {"due_at": due_at})
        failed += len(send_mail(subject, text, addresses))
    return RemindersSent(len(addressees) - failed, len(recipients) - len(addressees), failed)


@transaction.atomic
def _log_reminder(user: User, round_: Round) -> list[User]:
    """Log that a reminder is sent, and return its recipients, whose number must not stand in the log."""
    check_permission(user, Permission.MANAGE_ROUND, round_)
    check_not_of_campaign(round_)
    lock_round(round_)
    if not can_remind(round_) or round_.text.article.team is None:
        raise PermissionRefused(_("Nobody can highlight here now, so no reminder was sent."))
    last = last_round_change(round_, REMIND)
    if last and last.created_at > timezone.now() - MIN_INTERVAL:
        raise PermissionRefused(_("A reminder has already been sent today. You can send one a day."))
    rows = progress(user, round_.text.article.team, [round_])
    append_change(round_, user, REMIND, {})
    return [
        row.person
        for row in rows
        if row.cells[0].takes_part
        and not row.cells[0].submitted
        and (round_.accepts_annotations or _goes_on(row.cells[0].extended_to))
    ]


def can_remind(round_: Round) -> bool:
    """Return whether somebody can highlight now: everybody, or those whose due date was extended. Not in campaigns."""
    if round_.invitation_only:
        return False
    late = refusal(round_.state, round_.due_at, timezone.now()) == Refusal.OVERDUE
    return round_.accepts_annotations or (late and any(map(_goes_on, due_dates_in([round_]).values())))


def _goes_on(extended_to: datetime | None) -> bool:
    return extended_to is not None and not is_overdue(extended_to, timezone.now())
