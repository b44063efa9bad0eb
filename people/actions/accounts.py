"""Actions on accounts, their API tokens and their memberships."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from people.digests import token_digest
from people.models import ApiToken, Membership, Team, User
from people.names import NicknameError, clean_name, names_in_use
from people.permissions import Permission, PermissionRefused, Role
from people.quotas import TOKENS_OF_PERSON, check_quota
from people.signals import membership_changed, person_renamed
from people.terms import Kind
from web.errors import ProblemError
from web.models import IdempotencyRecord
from web.time_zones import time_zone_names


class UnknownTimeZone(ProblemError, ValueError):
    """There is no time zone with this name."""

    code = "unknown-time-zone"


def create_token(
    user: User, name: str = "", days: int | None = None, read_only: bool = False
) -> tuple[ApiToken, str]:
    """Create an API token for ``user``, valid for ``days`` or for ever; return it with its text, which is not stored.

    Raise ``PermissionRefused`` for people without an address, unconfirmed addresses and too many tokens.
    """
    if user.is_guest:
        raise PermissionRefused(_("Guests cannot create API tokens. Create an account first."))
    if user.email is None:
        raise PermissionRefused(_("API tokens are for accounts with an e-mail address."))
    if settings.SENDS_MAIL and not has_confirmed_address(user):
        message = _(
            "Please confirm {email} first: open the link in the e-mail we sent you. You can send it "
            "again from your account page."
        )
        raise PermissionRefused(message.format(email=user.email))
    message = _("You already have {most} tokens, the maximum. Revoke one that you no longer need first.")
    check_quota(user.api_tokens.all(), TOKENS_OF_PERSON, message)
    return issue_token(user, name, days, read_only)


def has_confirmed_address(user: User) -> bool:
    """Return whether the address by which ``user`` signs in was confirmed by a mailed link."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


def issue_token(
    user: User, name: str = "", days: int | None = None, read_only: bool = False
) -> tuple[ApiToken, str]:
    """Create an API token without any checks, for the site's operator; return it with its text."""
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=days) if days else None
    api_token = ApiToken.objects.create(
        user=user,
        digest=token_digest(token),
        name=name.strip()[:80],
        read_only=read_only,
        expires_at=expires_at,
    )
    return api_token, token


def revoke_tokens(user: User) -> int:
    """Revoke all API tokens of ``user`` and return how many there were."""
    return user.api_tokens.all().delete()[0]


@transaction.atomic
def secure_after_reset(user: User) -> None:
    """Revoke whatever a former user of the account could still sign in with, after a password reset by mail.

    If the address was never confirmed, somebody else may have signed up with it. Then the account's other addresses and
    its connected accounts are removed as well.
    """
    revoke_tokens(user)
    if not has_confirmed_address(user):
        EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
        SocialAccount.objects.filter(user=user).delete()


def revoke_token(user: User, pk: int) -> None:
    """Revoke one of the user's own tokens; raise ``Http404`` if there is none with this key."""
    if not user.api_tokens.filter(pk=pk).delete()[0]:
        raise Http404(_("This token does not exist."))


@transaction.atomic
def create_team(owner: User, name: str, kind: str = Kind.TEAM) -> Team:
    """Create a class or team with ``owner`` as its first member."""
    team = Team.objects.create(name=name, kind=kind)
    add_member(team, owner, Role.OWNER)
    return team


@transaction.atomic
def rename_account(user: User, name: str) -> None:
    """Change the user's own name; raise ``NicknameError`` if it looks like somebody else's in one of their teams."""
    name = clean_name(name)
    for team in user.teams.all():
        if name in names_in_use(team, but=user):
            message = _("Someone else in {team} is already called {name}.")
            raise NicknameError(message.format(team=team.name, name=name))
    user.name = name
    user.save(update_fields=["name"])
    person_renamed.send(User, person=user)


def set_time_zone(user: User, name: str, chosen: bool) -> bool:
    """Store the time zone of ``user`` and return whether it is theirs now.

    That of a device (not ``chosen``) does not replace one that they have chosen. Raise ``UnknownTimeZone``.
    """
    if name not in time_zone_names():
        raise UnknownTimeZone(_("“{name}” is not a time zone.").format(name=name[:64]))
    rows = User.objects.filter(pk=user.pk)
    if not chosen:
        rows = rows.filter(time_zone_chosen=False)
    if rows.update(time_zone=name, time_zone_chosen=chosen):
        user.time_zone, user.time_zone_chosen = name, chosen
    return user.time_zone == name


def add_member(team: Team, user: User, role: Role) -> Membership:
    """Make ``user`` a member of ``team`` with ``role``, or change their role."""
    membership, created = Membership.objects.update_or_create(team=team, user=user, defaults={"role": role})
    if not created:
        access_changed(team, user)
    return membership


def access_changed(team: Team, user: User) -> None:
    """Invalidate what ``user`` got by their former role in ``team``; called after removals and changes of roles.

    Open live streams check permissions again, stored responses of idempotent requests are deleted, and invitations that
    the user could no longer send are revoked.
    """
    Team.all_objects.filter(pk=team.pk).update(access_version=F("access_version") + 1)
    IdempotencyRecord.objects.filter(user=user).delete()
    role = team.memberships.filter(user=user).values_list("role", flat=True).first()
    # Handovers stay: accept_invitation explains why they are no longer valid.
    invitations = team.invitations.filter(created_by=user, hands_over="")
    if role not in Permission.EDIT_TEAM.roles:
        invitations.delete()
    elif role not in Permission.CHANGE_ROLES.roles:
        invitations.filter(role=Role.OWNER).delete()
    membership_changed.send(Team, team=team, person=user)
