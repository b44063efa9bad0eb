"""Delete a user's account and everything that belongs to them alone."""

from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from annotate.bin.actions import delete_permanently
from annotate.models import Lesson
from annotate.privacy.erasure import erase_from_team
from articles.models import Article
from people.access import teams_only_owned_by
from people.models import Team, User
from people.permissions import PermissionRefused
from reports.exports.jobs import drop_export_job
from web.mail import send_mail


@dataclass(frozen=True)
class DeletionPlan:
    """What becomes of a user's teams when they delete their account."""

    # Teams with other members but no other owner: they must be handed over or deleted first.
    to_hand_over: tuple[Team, ...]
    # Teams without other members.
    deleted: tuple[Team, ...]
    left: tuple[Team, ...]

    @property
    def allow_deleting(self) -> list[Team]:
        """The teams in which highlights and comments may be deleted, too."""
        return [team for team in self.left if team.members_may_delete_highlights]


def deletion_plan(user: User) -> DeletionPlan:
    """Return what would become of the teams of ``user``."""
    last_owner = set(teams_only_owned_by(user).values_list("pk", flat=True))
    to_hand_over, deleted, left = [], [], []
    for team in Team.all_objects.filter(memberships__user=user).order_by("name"):
        alone = not team.memberships.exclude(user=user).exists()
        (deleted if alone else to_hand_over if team.pk in last_owner else left).append(team)
    return DeletionPlan(tuple(to_hand_over), tuple(deleted), tuple(left))


@transaction.atomic
def delete_account(user: User, keep_highlights: bool) -> None:
    """Delete ``user`` with everything that belongs to them alone.

    In teams, their highlights and comments stay without a name, or are deleted if the team allows it. Raises
    ``PermissionRefused`` while a team would lose its last owner.
    """
    teams = Team.all_objects.filter(memberships__user=user)
    # Lock the teams: two owners who leave at once would leave none.
    list(teams.order_by("pk").select_for_update())
    plan = deletion_plan(user)
    if plan.to_hand_over:
        names = ", ".join(team.name for team in plan.to_hand_over)
        raise PermissionRefused(_("Hand these over first, or delete them: {names}.").format(names=names))
    # Including those in the bin.
    lessons = Lesson.all_objects.filter(owner=user, team=None)
    for row in [*lessons, *Article.all_objects.filter(owner=user, team=None), *plan.deleted]:
        delete_permanently(user, row)
    for team in teams.all():
        erase_from_team(user, team, user, keep_highlights or not team.members_may_delete_highlights)
    for job in user.export_jobs.all():
        drop_export_job(job)
    name, email, pk = user.name, user.email, user.pk
    user.delete()
    _end_sessions(pk)
    transaction.on_commit(lambda: _confirm(name, email))


def _end_sessions(pk: int) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(pk):
            session.delete()


def _confirm(name: str, email: str | None) -> None:
    if email:
        text = render_to_string("reports/account_deletion/deleted.txt", {"name": name})
        send_mail(_("Your account is deleted"), text, [email])
