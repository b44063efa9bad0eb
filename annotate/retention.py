"""A team's retention period: rounds in which nothing has happened for so long are announced, then deleted."""

from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.models import Round
from people.models import Team, User
from people.permissions import Refused, Role, require

# Between the warning and the end.
NOTICE = timedelta(days=14)
SHORTEST = 30


def set_retention(user: User, team: Team, days: int | None) -> None:
    """Keep rounds for ``days`` after the last thing that happened in them; None keeps them for ever."""
    require(user, "look after people’s data", team)
    if days is not None and not SHORTEST <= days <= 36_500:
        raise Refused(_("Rounds are kept for {days} days at least.").format(days=SHORTEST))
    team.retention_days = days
    team.save(update_fields=["retention_days"])


def idle_rounds(team: Team, now: datetime) -> QuerySet[Round]:
    """The team's rounds in which nothing has happened for its retention period."""
    if team.retention_days is None:
        return Round.objects.none()
    rounds = Round.objects.filter(text__article__team=team).annotate(
        last=Coalesce(Max("changes__at"), "created_at")
    )
    return rounds.filter(last__lt=now - timedelta(days=team.retention_days)).select_related("text__article")


def expire(now: datetime | None = None) -> tuple[int, int]:
    """Warn of what is due, and delete what was warned of long enough ago; (how many were warned of, deleted)."""
    now = now or timezone.now()
    warned = deleted = 0
    for team in Team.objects.filter(retention_days__isnull=False):
        idle = list(idle_rounds(team, now))
        # Something has happened since the warning: it is taken back.
        Round.objects.filter(text__article__team=team, warned_at__isnull=False).exclude(
            pk__in=[round_.pk for round_ in idle]
        ).update(warned_at=None)
        due = [round_ for round_ in idle if round_.warned_at is None]
        over = [round_ for round_ in idle if round_.warned_at and round_.warned_at <= now - NOTICE]
        if due:
            _warn(team, due, now)
        for round_ in over:
            round_.delete()
        warned, deleted = warned + len(due), deleted + len(over)
    return warned, deleted


def _warn(team: Team, rounds: list[Round], now: datetime) -> None:
    owners = team.memberships.filter(role=Role.OWNER, user__email__isnull=False)
    text = render_to_string("annotate/will_go.txt", {"team": team, "rounds": rounds, "on": now + NOTICE})
    for email in owners.values_list("user__email", flat=True):
        send_mail(_("Exercises of {team} will be deleted").format(team=team.name), text, None, [email])
    Round.objects.filter(pk__in=[round_.pk for round_ in rounds]).update(warned_at=now)
