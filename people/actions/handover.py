"""Handing a team over: somebody else becomes its owner in place of whoever hands it over."""

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.accounts import access_changed, add_member
from people.actions.invitations import create_invitation
from people.models import Invitation, Membership, Team, User
from people.permissions import Permission, PermissionRefused, Role, check_permission


@transaction.atomic
def hand_over_team(user: User, team: Team, successor: User, stays: bool) -> None:
    """Make ``successor``, a member, the owner in place of ``user``, who becomes an editor (``stays``) or leaves."""
    check_permission(user, Permission.HAND_OVER_TEAM, team)
    _lock(team)
    if successor == user:
        raise PermissionRefused(_("You own this class already. Choose somebody else."))
    if not team.memberships.filter(user=successor).exists():
        raise PermissionRefused(
            _("“{name}” is not in this class. Invite them first.").format(name=successor.name)
        )
    _replace_owner(team, user, successor, stays)


def invite_successor(
    user: User, team: Team, email: str, stays: bool, days: int, link: str
) -> tuple[str, bool]:
    """Invite somebody who is not in ``team`` yet to take it over; nothing changes before they accept.

    Returns the token of the link, and whether it was sent to ``email``, where there is one.
    """
    check_permission(user, Permission.HAND_OVER_TEAM, team)
    hands_over = Invitation.HandsOver.STAYS if stays else Invitation.HandsOver.LEAVES
    return create_invitation(user, team, Role.OWNER, days, email, link, hands_over)


def accept_handover(successor: User, invitation: Invitation) -> None:
    """Make ``successor`` the owner of the team, as its former owner has invited them to be, and use the link up."""
    team, former = invitation.team, invitation.created_by
    _lock(team)
    if successor == former:
        raise PermissionRefused(
            _("You sent this invitation yourself. Pass the link on to whoever takes the class over.")
        )
    _replace_owner(team, former, successor, invitation.hands_over == Invitation.HandsOver.STAYS)
    invitation.delete()


def _replace_owner(team: Team, former: User, successor: User, stays: bool) -> None:
    """Change both memberships. The successor comes first, so that the team is never without an owner."""
    if successor.is_guest:
        raise PermissionRefused(_("Guests have no e-mail address: they can mark or look on, but not lead."))
    before = Membership.objects.filter(team=team, user=former, role=Role.OWNER).first()
    if before is None:
        raise PermissionRefused(
            _("{name} does not own this class any more, and cannot hand it over.").format(name=former.name)
        )
    add_member(team, successor, Role.OWNER)
    if stays:
        before.role = Role.EDITOR
        before.save(update_fields=["role"])
    else:
        before.delete()
    access_changed(team, former)


def _lock(team: Team) -> None:
    """Let two owners who hand the team over at once do so one after the other."""
    Team.all_objects.select_for_update().get(pk=team.pk)
