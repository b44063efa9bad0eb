"""The only way to get people and teams."""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from people.models import ApiToken, Invitation, Membership, Team, User
from people.permissions import EDITORS, Permission, Role, check_permission


def teams_permitting(user: User, permission: Permission) -> QuerySet[Team]:
    """The teams in which the table lets ``user`` do ``permission``, by name."""
    teams = Team.objects.filter(memberships__user=user, memberships__role__in=permission.roles).order_by(
        "name"
    )
    return teams if permission.allowed_in_archive else teams.filter(archived_at=None)


def get_team(user: User, pk: int, permission: Permission = Permission.VIEW_TEAM) -> Team:
    """One team; ``Http404`` for who is not in it, ``PermissionRefused`` when ``permission`` is not theirs to do."""
    team = Team.objects.filter(pk=pk, memberships__user=user).first() if user.is_authenticated else None
    if team is None:
        raise Http404(_("There is no such team, or you are not in it."))
    check_permission(user, permission, team)
    return team


def get_member(team: Team, pk: int) -> User:
    """One person of a visible team; ``Http404`` when they are not in it."""
    found = User.objects.filter(pk=pk, memberships__team=team).first()
    if found is None:
        raise Http404(_("There is no such person in this team."))
    return found


def list_teams(user: User) -> QuerySet[Team]:
    """The teams that ``user`` is in, by name, each with their ``role``."""
    return Team.objects.filter(memberships__user=user).annotate(role=F("memberships__role")).order_by("name")


def teams_only_owned_by(user: User) -> QuerySet[Team]:
    """Return the teams that would be without an owner if ``user`` left, by name; archived ones too."""
    others = Membership.objects.filter(team=OuterRef("pk"), role=Role.OWNER).exclude(user=user)
    owned = Team.objects.filter(memberships__user=user, memberships__role=Role.OWNER)
    return owned.filter(~Exists(others)).order_by("name")


def team_leader_names(team: Team) -> list[str]:
    """The names of those who lead a visible team: everybody in it may know them."""
    leads = team.memberships.filter(role__in=EDITORS).order_by("user__name")
    return list(leads.values_list("user__name", flat=True))


def get_invitation(team: Team, pk: int) -> Invitation:
    """One open invitation to a visible team; ``Http404`` when there is none."""
    found = team.invitations.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such invitation."))
    return found


def list_api_tokens(user: User) -> QuerySet[ApiToken]:
    """One's own API tokens, the newest first."""
    return user.api_tokens.order_by("-pk")
