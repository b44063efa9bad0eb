"""Handing a team over: somebody else becomes its owner in place of the present one."""

from django.db import transaction

from people.actions.accounts import access_changed, add_member
from people.actions.invitations import create_invitation
from people.models import Invitation, Membership, Team, User
from people.permissions import Permission, PermissionRefused, Role, check_permission
from people.terms import term


@transaction.atomic
def hand_over_team(user: User, team: Team, successor: User, stays: bool) -> None:
    """Make the member ``successor`` the owner; ``user`` becomes an editor (``stays``) or leaves."""
    check_permission(user, Permission.HAND_OVER_TEAM, team)
    _lock(team)
    if successor == user:
        raise PermissionRefused(term("you_own_it", team.kind))
    if not team.memberships.filter(user=successor).exists():
        raise PermissionRefused(term("not_a_member", team.kind, name=successor.name))
    _replace_owner(team, user, successor, stays)


def invite_successor(
    user: User, team: Team, email: str, stays: bool, days: int, link: str
) -> tuple[str, bool]:
    """Invite somebody from outside to take over ``team``; nothing changes until they accept.

    Return the token of the link and whether it was mailed to ``email``.
    """
    check_permission(user, Permission.HAND_OVER_TEAM, team)
    hands_over = Invitation.HandsOver.STAYS if stays else Invitation.HandsOver.LEAVES
    return create_invitation(user, team, Role.OWNER, days, email, link, hands_over)


def accept_handover(successor: User, invitation: Invitation) -> None:
    """Make ``successor`` the owner as the invitation says, and delete it."""
    team, former = invitation.team, invitation.created_by
    _lock(team)
    if successor == former:
        raise PermissionRefused(term("own_invitation", team.kind))
    _replace_owner(team, former, successor, invitation.hands_over == Invitation.HandsOver.STAYS)
    invitation.delete()


def _replace_owner(team: Team, former: User, successor: User, stays: bool) -> None:
    """Change both memberships, the successor's first so that the team always has an owner."""
    if successor.is_guest:
        raise PermissionRefused(term("guests_cannot_lead", team.kind))
    membership = Membership.objects.filter(team=team, user=former, role=Role.OWNER).first()
    if membership is None:
        raise PermissionRefused(term("no_longer_owner", team.kind, name=former.name))
    add_member(team, successor, Role.OWNER)
    if stays:
        membership.role = Role.EDITOR
        membership.save(update_fields=["role"])
    else:
        membership.delete()
    access_changed(team, former)


def _lock(team: Team) -> None:
    """Lock the team, so that two concurrent handovers happen one after the other."""
    Team.all_objects.select_for_update().get(pk=team.pk)
