"""A team's retention period: warn its owners of rounds that were idle for so long, then delete them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.models import Assignment, QuestionAnswer, Round
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, Role, check_permission
from web.failures import report_failure
from web.mail import send_mail

# Between the warning and the deletion.
NOTICE = timedelta(days=14)
MIN_DAYS = 30
WARNING = N_("Old highlights of {team} will be deleted")


def set_retention(user: User, team: Team, days: int | None) -> None:
    """Keep rounds for ``days`` after their last change; None keeps them for ever."""
    check_permission(user, Permission.MANAGE_PERSONAL_DATA, team)
    if days is not None and not MIN_DAYS <= days <= 36_500:
        raise PermissionRefused(_("Choose at least {days} days.").format(days=MIN_DAYS))
    team.retention_days = days
    team.save(update_fields=["retention_days"])


def idle_rounds(team: Team, now: datetime) -> QuerySet[Round]:
    """Return the team's rounds without a change in its retention period.

    Those of lessons stay: they are material, and hold nothing of participants. So do those of campaigns, which may take
    longer: they are deleted with their campaign.
    """
    if team.retention_days is None:
        return Round.objects.none()
    rounds = Round.objects.filter(
        text__article__team=team, lesson_exercise=None, invitation_only=False
    ).annotate(last=Coalesce(Max("changes__created_at"), "created_at"))
    since = now - timedelta(days=team.retention_days)
    answers = QuestionAnswer.objects.filter(
        assignment__exercises__round=OuterRef("pk"), updated_at__gte=since
    )
    return rounds.filter(~Exists(answers), last__lt=since).select_related("text__article")


def delete_empty_assignments(team: Team) -> None:
    """Delete the assignments of which no round is left, not even in the bin, with the answers to their questions."""
    Assignment.objects.filter(team=team, exercises=None).delete()


def delete_expired_rounds(now: datetime | None = None) -> tuple[int, int]:
    """Warn of idle rounds, and delete those that were warned of long enough ago. Return (warned, deleted).

    If this fails for one team, report it and go on with the next.
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
    # Reset the warning of rounds that have changed since.
    Round.objects.filter(text__article__team=team, warned_at__isnull=False).exclude(
        pk__in=[round_.pk for round_ in idle]
    ).update(warned_at=None)
    due = [round_ for round_ in idle if round_.warned_at is None]
    over = [round_ for round_ in idle if round_.warned_at and round_.warned_at <= now - NOTICE]
    warned = len(due) if due and _warn(team, due, now) else 0
    return warned, sum(_delete_if_idle(team, round_.pk, now) for round_ in over)


@transaction.atomic
def _delete_if_idle(team: Team, pk: int, now: datetime) -> bool:
    """Delete a round unless it has changed since it was read. Return whether it was deleted.

    The row lock, which every writer takes, keeps others from writing between check and deletion.
    """
    Round.all_objects.select_for_update().filter(pk=pk).first()
    round_ = idle_rounds(team, now).filter(pk=pk, warned_at__lte=now - NOTICE).first()
    if round_ is None:
        return False
    round_.delete()
    delete_empty_assignments(team)
    return True


def _warn(team: Team, rounds: list[Round], now: datetime) -> bool:
    """E-mail the owners, and mark the rounds as warned unless every mail failed. Return whether they were marked."""
    owners = team.memberships.filter(role=Role.OWNER, user__email__isnull=False)
    addresses = list(owners.values_list("user__email", flat=True))
    text = render_to_string("annotate/will_go.txt", {"team": team, "rounds": rounds, "on": now + NOTICE})
    failed = send_mail(_(WARNING).format(team=team.name), text, addresses)
    if failed and failed == addresses:
        return False
    Round.objects.filter(pk__in=[round_.pk for round_ in rounds]).update(warned_at=now)
    return True
