"""The only way to get people and teams."""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.digests import token_digest
from people.models import ApiToken, Invitation, Membership, Team, User
from people.permissions import EDITORS, Permission, Role, check_permission

NO_SUCH_TEAM = N_("This class or team does not exist, or you are not in it.")
INVITATION_OVER = N_(
    "This invitation has been used or revoked, or has expired. Ask the sender for a new one."
)


def teams_permitting(user: User, permission: Permission) -> QuerySet[Team]:
    """Return the teams in which ``user`` has ``permission``, by name."""
    teams = Team.objects.filter(memberships__user=user, memberships__role__in=permission.roles).order_by(
        "name"
    )
    return teams if permission.allowed_in_archive else teams.filter(archived_at=None)


def get_team(user: User, pk: int, permission: Permission = Permission.VIEW_TEAM) -> Team:
    """Return the team; raise ``Http404`` for people outside it, ``PermissionRefused`` without ``permission``."""
    team = Team.objects.filter(pk=pk, memberships__user=user).first() if user.is_authenticated else None
    if team is None:
        raise Http404(_(NO_SUCH_TEAM))
    check_permission(user, permission, team)
    return team


def get_member(team: Team, pk: int) -> User:
    """Return a member of a visible team; raise ``Http404`` if there is none with this key."""
    member = User.objects.filter(pk=pk, memberships__team=team).first()
    if member is None:
        raise Http404(_("This person is not a member."))
    return member


def list_teams(user: User) -> QuerySet[Team]:
    """Return the teams of ``user`` by name, each with the user's ``role``."""
    return Team.objects.filter(memberships__user=user).annotate(role=F("memberships__role")).order_by("name")


def teams_only_owned_by(user: User) -> QuerySet[Team]:
    """Return the teams, archived ones included, that would have no owner if ``user`` left, by name."""
    others = Membership.objects.filter(team=OuterRef("pk"), role=Role.OWNER).exclude(user=user)
    owned = Team.objects.filter(memberships__user=user, memberships__role=Role.OWNER)
    return owned.filter(~Exists(others)).order_by("name")


def team_leader_names(team: Team) -> list[str]:
    """Return the names of a visible team's owners and editors, which all its members may know."""
    leaders = team.memberships.filter(role__in=EDITORS).order_by("user__name")
    return list(leaders.values_list("user__name", flat=True))


def get_invitation(team: Team, pk: int) -> Invitation:
    """Return an open invitation to a visible team; raise ``Http404`` if there is none with this key."""
    invitation = team.invitations.filter(pk=pk).first()
    if invitation is None:
        raise Http404(_("This invitation does not exist."))
    return invitation


def get_invitation_by_token(token: str) -> Invitation:
    """Return the invitation of a link, with its team and sender; raise ``Http404`` if the link does not work."""
    invitations = Invitation.objects.select_related("team", "created_by")
    open_ones = invitations.filter(team__deleted_at=None, expires_at__gt=timezone.now())
    invitation = open_ones.filter(digest=token_digest(token)).first()
    if invitation is None:
        raise Http404(_(INVITATION_OVER))
    return invitation


def list_api_tokens(user: User) -> QuerySet[ApiToken]:
    """Return the user's API tokens, newest first."""
    return user.api_tokens.order_by("-pk")
