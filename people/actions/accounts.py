"""Every change to people and teams: one verb, one function."""

import hashlib
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

from people.models import ApiToken, Membership, Team, User
from people.names import NicknameError, clean_name, names_taken
from people.permissions import Permission, PermissionRefused, Role
from people.quotas import TOKENS_OF_PERSON, check_quota
from web.models import IdempotencyRecord


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(
    user: User, name: str = "", days: int | None = None, read_only: bool = False
) -> tuple[ApiToken, str]:
    """Create an API token for ``user``, for ever or for ``days``. What it reads is returned once and kept nowhere."""
    if user.is_guest:
        raise PermissionRefused(
            _("You are here as a guest. Programs come in the name of people with an account.")
        )
    if settings.SENDS_MAIL and not has_confirmed_address(user):
        message = _(
            "Confirm {email} first: open the link that we sent there. Your account’s page sends it again."
        )
        raise PermissionRefused(message.format(email=user.email))
    message = _(
        "You have {most} tokens, as many as one person may have. Revoke one that you no longer need first."
    )
    check_quota(user.api_tokens.all(), TOKENS_OF_PERSON, message)
    return issue_token(user, name, days, read_only)


def has_confirmed_address(user: User) -> bool:
    """Whether somebody has opened a link that was sent to the address by which ``user`` signs in."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


def issue_token(
    user: User, name: str = "", days: int | None = None, read_only: bool = False
) -> tuple[ApiToken, str]:
    """Create an API token for whom whoever runs the site says; its text is returned once."""
    token = secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days) if days else None
    row = ApiToken.objects.create(
        user=user,
        digest=token_digest(token),
        name=name.strip()[:80],
        read_only=read_only,
        expires_at=expires,
    )
    return row, token


def revoke_tokens(user: User) -> int:
    """Revoke every API token of ``user`` and return how many there were."""
    return user.api_tokens.all().delete()[0]


@transaction.atomic
def secure_after_reset(user: User) -> None:
    """Revoke what whoever had the account until now could still come in by: the password was set anew by mail.

    Where the account's own address was never confirmed, somebody else may have signed up with it. Then their other
    addresses and connected accounts go, too.
    """
    revoke_tokens(user)
    if not has_confirmed_address(user):
        EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
        SocialAccount.objects.filter(user=user).delete()


def revoke_token(user: User, pk: int) -> None:
    """One of one's own tokens opens nothing any more; ``Http404`` where it is none."""
    if not user.api_tokens.filter(pk=pk).delete()[0]:
        raise Http404(_("You have no such token."))


@transaction.atomic
def create_team(owner: User, name: str) -> Team:
    """A new team with ``owner`` as its first member."""
    team = Team.objects.create(name=name)
    add_member(team, owner, Role.OWNER)
    return team


@transaction.atomic
def rename_account(user: User, name: str) -> None:
    """Call oneself ``name``; raise ``NicknameError`` where that looks like somebody else's in a team of one's."""
    name = clean_name(name)
    for team in user.teams.all():
        if name in names_taken(team, but=user):
            message = _("Somebody in {team} is called {name} already.")
            raise NicknameError(message.format(team=team.name, name=name))
    user.name = name
    user.save(update_fields=["name"])


def add_member(team: Team, user: User, role: Role) -> Membership:
    """``user`` is in ``team`` with ``role`` from now on, whatever they were before."""
    membership, new = Membership.objects.update_or_create(team=team, user=user, defaults={"role": role})
    if not new:
        access_changed(team, user)
    return membership


def access_changed(team: Team, user: User) -> None:
    """Take away what ``user`` still has from before they were removed from ``team`` or given another role.

    Live streams ask anew what they may tell, responses that are stored for repeated requests are dropped, and
    invitations that they may no longer write are revoked.
    """
    Team.all_objects.filter(pk=team.pk).update(access_version=F("access_version") + 1)
    IdempotencyRecord.objects.filter(user=user).delete()
    role = team.memberships.filter(user=user).values_list("role", flat=True).first()
    # Of those that hand the team over, whoever accepts is told why it is too late.
    written = team.invitations.filter(created_by=user, hands_over="")
    if role not in Permission.EDIT_TEAM.roles:
        written.delete()
    elif role not in Permission.CHANGE_ROLES.roles:
        written.filter(role=Role.OWNER).delete()
