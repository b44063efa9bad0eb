"""Every change to people and teams: one verb, one function."""

import hashlib
import secrets

from django.db import transaction

from people.models import ApiToken, Membership, Team, User
from people.permissions import Role


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(user: User) -> str:
    """A new API token for ``user``. It is returned once and cannot be read again."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, digest=digest(token))
    return token


@transaction.atomic
def create_team(owner: User, name: str) -> Team:
    """A new team with ``owner`` as its first member."""
    team = Team.objects.create(name=name)
    add_member(team, owner, Role.OWNER)
    return team


def add_member(team: Team, user: User, role: Role) -> Membership:
    """``user`` is in ``team`` with ``role`` from now on, whatever they were before."""
    return Membership.objects.update_or_create(team=team, user=user, defaults={"role": role})[0]
