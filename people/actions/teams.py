"""Actions on teams, their members and invitations."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.access import INVITATION_OVER
from people.actions.accounts import access_changed, add_member, create_team
from people.actions.handover import accept_handover
from people.actions.invitations import create_invitation
from people.digests import token_digest
from people.models import Invitation, Membership, Team, User
from people.names import NicknameError, check_own_name
from people.permissions import ArchivedTeam, Permission, PermissionRefused, Role, check_permission
from people.quotas import TEAMS_OF_OWNER, check_quota
from people.terms import Kind, term

MAX_NAME = 120
LAST_OWNER = N_("Someone must own the group. Make another member an owner first.")
GUESTS_NEED_ACCOUNT = N_(
    "Guests cannot accept invitations. Sign out, open the link again and create an account."
)


def create_own_team(user: User, name: str, kind: str = Kind.TEAM) -> Team:
    """Create a class or team for ``user``. Guests cannot: they could not return to it without their class."""
    if user.is_guest:
        raise PermissionRefused(_("Guests cannot start a class or a team. Create an account first."))
    message = _("You already own {most} classes and teams, the maximum. Delete one or hand it over first.")
    check_quota(user.memberships.filter(role=Role.OWNER), TEAMS_OF_OWNER, message)
    return create_team(user, name, kind)


def rename_team(user: User, team: Team, name: str) -> None:
    """Change the team's name."""
    check_permission(user, Permission.EDIT_TEAM, team)
    team.name = name
    team.save(update_fields=["name"])


def change_kind(user: User, team: Team, kind: str) -> None:
    """Make a class of a team or the other way round: its pages speak other words, and nobody's rights change."""
    check_permission(user, Permission.CHANGE_KIND, team)
    team.kind = kind
    team.save(update_fields=["kind"])


@transaction.atomic
def set_role(user: User, team: Team, person: User, role: Role) -> None:
    """Change the role of ``person``. A team always keeps an owner."""
    check_permission(user, Permission.CHANGE_ROLES, team)
    membership = _lock_membership(team, person)
    if membership.role == Role.OWNER and role != Role.OWNER:
        _check_not_last(team)
    if person.is_guest and role not in (Role.ANNOTATOR, Role.VIEWER):
        raise PermissionRefused(term("guests_cannot_lead", team.kind))
    membership.role = role
    membership.save(update_fields=["role"])
    access_changed(team, person)


@transaction.atomic
def remove_member(user: User, team: Team, person: User) -> None:
    """Remove ``person``, who may be ``user``, from the team; their annotations stay.

    Editors can remove others, and only owners can remove owners.
    """
    membership = _lock_membership(team, person)
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
    """Create a link for one person; return its token and whether it was mailed to ``email``.

    ``link`` contains ``{token}``.
    """
    check_permission(user, Permission.CHANGE_ROLES if role == Role.OWNER else Permission.EDIT_TEAM, team)
    return create_invitation(user, team, role, days, email, link)


def archive_team(user: User, team: Team) -> None:
    """Make ``team`` read-only. Idempotent."""
    check_permission(user, Permission.ARCHIVE_TEAM, team)
    team.archived_at = team.archived_at or timezone.now()
    team.save(update_fields=["archived_at"])


def unarchive_team(user: User, team: Team) -> None:
    """Make ``team`` editable again."""
    check_permission(user, Permission.ARCHIVE_TEAM, team)
    team.archived_at = None
    team.save(update_fields=["archived_at"])


def delete_team(user: User, team: Team) -> None:
    """Move ``team`` to the bin, with its articles, rounds, invitations and join code."""
    check_permission(user, Permission.DELETE_TEAM, team)
    team.move_to_bin(user)


def revoke_invitation(user: User, team: Team, invitation: Invitation) -> None:
    """Delete the invitation, so that its link stops working."""
    check_permission(user, Permission.EDIT_TEAM, team)
    invitation.delete()


@transaction.atomic
def accept_invitation(user: User, token: str) -> Team:
    """Add ``user`` to the team of the link and delete the invitation. Members keep the role they have.

    Raise ``PermissionRefused``.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("team", "created_by")
        .filter(digest=token_digest(token), team__deleted_at=None)
        .first()
    )
    if invitation is None or invitation.expires_at <= timezone.now():
        raise PermissionRefused(_(INVITATION_OVER))
    if user.is_guest:
        raise PermissionRefused(_(GUESTS_NEED_ACCOUNT))
    team = invitation.team
    is_new = not team.memberships.filter(user=user).exists()
    if is_new:
        try:
            check_own_name(user, team)
        except NicknameError as error:
            raise PermissionRefused(str(error)) from error
    if invitation.hands_over:
        accept_handover(user, invitation)
        return team
    if team.archived_at:
        raise ArchivedTeam(term("archived_refusal", team.kind))
    if is_new:
        add_member(team, user, Role(invitation.role))
    invitation.delete()
    return team


def _lock_membership(team: Team, person: User) -> Membership:
    """Return the membership after locking the team: two owners leaving at once would leave no owner."""
    Team.all_objects.select_for_update().get(pk=team.pk)
    return team.memberships.get(user=person)


def _check_not_last(team: Team) -> None:
    if team.memberships.filter(role=Role.OWNER).count() < 2:
        raise PermissionRefused(_(LAST_OWNER))
