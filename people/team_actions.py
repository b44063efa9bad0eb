"""Every change to teams and who is in them, and invitations by link or e-mail."""

import secrets
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions import add_member, create_team, digest
from people.models import Invitation, Membership, Team, User
from people.permissions import Refused, Role, require

MAX_NAME = 120


def start_team(user: User, name: str) -> Team:
    """A new team of ``user``'s. Guests start none: they could not come back to it without their class."""
    if user.is_guest:
        raise Refused(_("Guests cannot start a team. Sign up with an e-mail address first."))
    return create_team(user, name)


def rename_team(user: User, team: Team, name: str) -> None:
    """Call it ``name``."""
    require(user, "change the team", team)
    team.name = name
    team.save(update_fields=["name"])


@transaction.atomic
def set_role(user: User, team: Team, person: User, role: Role) -> None:
    """``person`` is a ``role`` from now on. A team never loses its last owner."""
    require(user, "change roles", team)
    membership = _locked(team, person)
    if membership.role == Role.OWNER and role != Role.OWNER:
        _check_not_last(team)
    if person.is_guest and role not in (Role.ANNOTATOR, Role.VIEWER):
        raise Refused(_("Guests have no e-mail address: they can mark or look on, but not lead."))
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove_member(user: User, team: Team, person: User) -> None:
    """``person`` leaves, by their own wish or by an editor's; an owner by another owner's. Their marks stay."""
    membership = _locked(team, person)
    if user.pk != person.pk:
        require(user, "change roles" if membership.role == Role.OWNER else "change the team", team)
    if membership.role == Role.OWNER:
        _check_not_last(team)
    membership.delete()


def invite(user: User, team: Team, role: Role, days: int, email: str = "", link: str = "{token}") -> str:
    """The token of a new link for one person. With ``email`` it is sent there; ``link`` has a place for the token."""
    require(user, "change roles" if role == Role.OWNER else "change the team", team)
    token = secrets.token_urlsafe(24)
    expires = timezone.now() + timedelta(days=days)
    Invitation.objects.create(
        team=team, role=role, digest=digest(token), email=email, expires_at=expires, created_by=user
    )
    if email:
        given = {"team": team, "inviter": user, "link": link.format(token=token), "expires": expires}
        text = render_to_string("people/invitation.txt", given)
        send_mail(
            _("{name} invites you to {team}").format(name=user.name, team=team.name), text, None, [email]
        )
    return token


def revoke(user: User, team: Team, invitation: Invitation) -> None:
    """The link leads nowhere from now on."""
    require(user, "change the team", team)
    invitation.delete()


@transaction.atomic
def accept(user: User, token: str) -> Team:
    """``user`` joins by a link, which is used up. Who is in the team already keeps the role they have."""
    invitation = (
        Invitation.objects.select_for_update().select_related("team").filter(digest=digest(token)).first()
    )
    if invitation is None or invitation.expires_at <= timezone.now():
        raise Refused(
            _("This invitation is used up, or its time is over. Ask who sent it to you for a new one.")
        )
    if user.is_guest:
        raise Refused(
            _("You are here as a guest. Sign out, sign up with an e-mail address, and open the link again.")
        )
    team = invitation.team
    if not team.memberships.filter(user=user).exists():
        add_member(team, user, Role(invitation.role))
    invitation.delete()
    return team


def _locked(team: Team, person: User) -> Membership:
    """The whole team is locked: two owners who leave at once would leave nobody."""
    Team.objects.select_for_update().get(pk=team.pk)
    return team.memberships.get(user=person)


def _check_not_last(team: Team) -> None:
    if team.memberships.filter(role=Role.OWNER).count() < 2:
        raise Refused(_("A team needs an owner. Make somebody else an owner first."))
