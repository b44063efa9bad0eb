"""Every change to teams and who is in them, and invitations by link or e-mail."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.accounts import access_changed, add_member, create_team, token_digest
from people.actions.handover import accept_handover
from people.actions.invitations import create_invitation
from people.models import Invitation, Membership, Team, User
from people.names import NicknameError, check_own_name
from people.permissions import ArchivedTeam, Permission, PermissionRefused, Role, check_permission
from people.quotas import TEAMS_OF_OWNER, check_quota

MAX_NAME = 120


def create_own_team(user: User, name: str) -> Team:
    """A new team of ``user``'s. Guests start none: they could not come back to it without their class."""
    if user.is_guest:
        raise PermissionRefused(_("Guests cannot start a team. Sign up with an e-mail address first."))
    message = _(
        "You own {most} classes and teams, as many as one person may. Delete one, or hand it over, first."
    )
    check_quota(user.memberships.filter(role=Role.OWNER), TEAMS_OF_OWNER, message)
    return create_team(user, name)


def rename_team(user: User, team: Team, name: str) -> None:
    """Call it ``name``."""
    check_permission(user, Permission.EDIT_TEAM, team)
    team.name = name
    team.save(update_fields=["name"])


@transaction.atomic
def set_role(user: User, team: Team, person: User, role: Role) -> None:
    """``person`` is a ``role`` from now on. A team never loses its last owner."""
    check_permission(user, Permission.CHANGE_ROLES, team)
    membership = _locked(team, person)
    if membership.role == Role.OWNER and role != Role.OWNER:
        _check_not_last(team)
    if person.is_guest and role not in (Role.ANNOTATOR, Role.VIEWER):
        raise PermissionRefused(_("Guests have no e-mail address: they can mark or look on, but not lead."))
    membership.role = role
    membership.save(update_fields=["role"])
    access_changed(team, person)


@transaction.atomic
def remove_member(user: User, team: Team, person: User) -> None:
    """``person`` leaves, by their own wish or by an editor's; an owner by another owner's. Their marks stay."""
    membership = _locked(team, person)
    if user.pk != person.pk:
        check_permission(
            user,
            Permission.CHANGE_ROLES if membership.role == Role.OWNER else Permission.REMOVE_MEMBERS,
            team,
        )
    if membership.role == Role.OWNER:
        _check_not_last(team)
    membership.delete()
    access_changed(team, person)


def send_invitation(
    user: User, team: Team, role: Role, days: int, email: str = "", link: str = "{token}"
) -> tuple[str, bool]:
    """The token of a new link for one person, and whether it was sent to ``email``, where there is one.

    ``link`` has a place for the token.
    """
    check_permission(user, Permission.CHANGE_ROLES if role == Role.OWNER else Permission.EDIT_TEAM, team)
    return create_invitation(user, team, role, days, email, link)


def archive_team(user: User, team: Team) -> None:
    """Keep everything in ``team`` as it is, to be read and nothing else; a second time changes nothing."""
    check_permission(user, Permission.ARCHIVE_TEAM, team)
    team.archived_at = team.archived_at or timezone.now()
    team.save(update_fields=["archived_at"])


def unarchive_team(user: User, team: Team) -> None:
    """Let people go on in ``team``."""
    check_permission(user, Permission.ARCHIVE_TEAM, team)
    team.archived_at = None
    team.save(update_fields=["archived_at"])


def delete_team(user: User, team: Team) -> None:
    """Put ``team`` into the bin, with its articles, rounds, invitations and code; nobody in it sees it any more."""
    check_permission(user, Permission.DELETE_TEAM, team)
    team.move_to_bin(user)


def revoke_invitation(user: User, team: Team, invitation: Invitation) -> None:
    """The link leads nowhere from now on."""
    check_permission(user, Permission.EDIT_TEAM, team)
    invitation.delete()


@transaction.atomic
def accept_invitation(user: User, token: str) -> Team:
    """``user`` joins by a link, which is used up. Who is in the team already keeps the role they have."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("team", "created_by")
        .filter(digest=token_digest(token), team__deleted_at=None)
        .first()
    )
    if invitation is None or invitation.expires_at <= timezone.now():
        raise PermissionRefused(
            _("This invitation is used up, or its time is over. Ask who sent it to you for a new one.")
        )
    if user.is_guest:
        raise PermissionRefused(
            _("You are here as a guest. Sign out, sign up with an e-mail address, and open the link again.")
        )
    team = invitation.team
    new = not team.memberships.filter(user=user).exists()
    if new:
        try:
            check_own_name(user, team)
        except NicknameError as error:
            raise PermissionRefused(str(error)) from error
    if invitation.hands_over:
        accept_handover(user, invitation)
        return team
    if team.archived_at:
        raise ArchivedTeam
    if new:
        add_member(team, user, Role(invitation.role))
    invitation.delete()
    return team


def _locked(team: Team, person: User) -> Membership:
    """The whole team is locked: two owners who leave at once would leave nobody."""
    Team.all_objects.select_for_update().get(pk=team.pk)
    return team.memberships.get(user=person)


def _check_not_last(team: Team) -> None:
    if team.memberships.filter(role=Role.OWNER).count() < 2:
        raise PermissionRefused(_("A team needs an owner. Make somebody else an owner first."))
