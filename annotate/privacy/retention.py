"""A team's retention period: rounds in which nothing has happened for so long are announced, then deleted."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.models import Round
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, Role, check_permission
from web.failures import report_failure
from web.mail import send_mail

# Between the warning and the end.
NOTICE = timedelta(days=14)
SHORTEST = 30
WARNING = N_("Exercises of {team} will be deleted")


def set_retention(user: User, team: Team, days: int | None) -> None:
    """Keep rounds for ``days`` after the last thing that happened in them; None keeps them for ever."""
    check_permission(user, Permission.MANAGE_PERSONAL_DATA, team)
    if days is not None and not SHORTEST <= days <= 36_500:
        raise PermissionRefused(_("Rounds are kept for {days} days at least.").format(days=SHORTEST))
    team.retention_days = days
    team.save(update_fields=["retention_days"])


def idle_rounds(team: Team, now: datetime) -> QuerySet[Round]:
    """The team's rounds in which nothing has happened for its retention period."""
    if team.retention_days is None:
        return Round.objects.none()
    rounds = Round.objects.filter(text__article__team=team).annotate(
        last=Coalesce(Max("changes__created_at"), "created_at")
    )
    return rounds.filter(last__lt=now - timedelta(days=team.retention_days)).select_related("text__article")


def delete_expired_rounds(now: datetime | None = None) -> tuple[int, int]:
    """Warn of what is due, and delete what was warned of long enough ago; (how many were warned of, deleted).

    A team for which this fails is reported, and the next one is looked at all the same.
    """
    now = now or timezone.now()
    warned = deleted = 0
    for team in Team.objects.filter(retention_days__isnull=False).order_by("pk"):
        try:
            of_team = _expire_team(team, now)
        except Exception:
            report_failure(f"expiring the rounds of team {team.pk}")
        else:
            warned, deleted = warned + of_team[0], deleted + of_team[1]
    return warned, deleted


def _expire_team(team: Team, now: datetime) -> tuple[int, int]:
    idle = list(idle_rounds(team, now))
    # Something has happened since the warning: it is taken back.
    Round.objects.filter(text__article__team=team, warned_at__isnull=False).exclude(
        pk__in=[round_.pk for round_ in idle]
    ).update(warned_at=None)
    due = [round_ for round_ in idle if round_.warned_at is None]
    over = [round_ for round_ in idle if round_.warned_at and round_.warned_at <= now - NOTICE]
    warned = len(due) if due and _warn(team, due, now) else 0
    return warned, sum(_delete_if_idle(team, round_.pk, now) for round_ in over)


@transaction.atomic
def _delete_if_idle(team: Team, pk: int, now: datetime) -> bool:
    """Delete a round, unless something has happened in it since it was read; return whether it was deleted.

    Its row is locked, as whoever annotates locks it: nobody writes between this look and the deletion.
    """
    Round.all_objects.select_for_update().filter(pk=pk).first()
    round_ = idle_rounds(team, now).filter(pk=pk, warned_at__lte=now - NOTICE).first()
    if round_ is None:
        return False
    round_.delete()
    return True


def _warn(team: Team, rounds: list[Round], now: datetime) -> bool:
    """Write to the owners; return whether one of them was reached, or none has an address.

    A round of which nobody could be told is not marked as warned of: the next run tries again.
    """
    owners = team.memberships.filter(role=Role.OWNER, user__email__isnull=False)
    addresses = list(owners.values_list("user__email", flat=True))
    text = render_to_string("annotate/will_go.txt", {"team": team, "rounds": rounds, "on": now + NOTICE})
    failed = send_mail(_(WARNING).format(team=team.name), text, addresses)
    if failed and failed == addresses:
        return False
    Round.objects.filter(pk__in=[round_.pk for round_ in rounds]).update(warned_at=now)
    return True
