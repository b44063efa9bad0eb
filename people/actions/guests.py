"""Joining a team by code and nickname, and returning: guests have no e-mail address."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.access import team_leader_names
from people.actions.accounts import add_member
from people.code_guessing import InvalidCode, JoinCodeFull, throttled_guess
from people.join_codes import JOIN, RETURN, format_code, generate_code, normalize_code
from people.models import JoinCode, Team, User
from people.names import (
    MAX_NICKNAME,
    NicknameError,
    UsedNames,
    check_own_name,
    clean_nickname,
    names_in_use,
    readable_name,
)
from people.permissions import (
    ArchivedTeam,
    NeedsAccount,
    Permission,
    PermissionRefused,
    Role,
    check_permission,
)
from people.signals import person_renamed
from people.terms import term
from web.rate_limits import remember_network

# How long a network counts as known after a code was used there. Join codes never live longer.
JOIN_KNOWN_FOR, RETURN_KNOWN_FOR = timedelta(days=7), timedelta(days=90)
CODE_IS_FULL = N_("This code is full: the maximum number of people have joined with it. Ask for a new code.")
CODE_UNKNOWN = N_("This code is wrong or has expired. Check it, or ask for a new code.")


@transaction.atomic
def open_join_code(user: User, team: Team, hours: int = 8, max_uses: int = 40) -> JoinCode:
    """Replace the team's join code by a new one for ``hours`` and ``max_uses`` people."""
    check_permission(user, Permission.EDIT_TEAM, team)
    JoinCode.objects.filter(team=team).delete()
    now = timezone.now()
    code = generate_code(JOIN, JoinCode.objects.filter(expires_at__gt=now).count())
    return JoinCode.objects.create(
        team=team, code=code, expires_at=now + timedelta(hours=hours), max_uses=max_uses
    )


def close_join_code(user: User, team: Team) -> None:
    """Delete the team's join code. Members stay."""
    check_permission(user, Permission.EDIT_TEAM, team)
    JoinCode.objects.filter(team=team).delete()


def join_as_guest(code: str, nickname: str, network: str, browser: str = "") -> tuple[User, str]:
    """Create a guest in the code's team; return the guest and the return code, which is not stored in plain text.

    Raise ``InvalidCode``, ``NicknameError`` or ``RateLimitExceeded``.
    """
    name = clean_nickname(nickname)
    with throttled_guess(normalize_code(code), network, browser, JOIN_KNOWN_FOR), transaction.atomic():
        join_code = _lock_code(code)
        used_names = names_in_use(join_code.team)
        if name in UsedNames(team_leader_names(join_code.team)):
            raise NicknameError(term("leader_has_name", join_code.team.kind, name=name))
        if name in used_names:
            message = _("The name {name} is taken. Try {other}.")
            raise NicknameError(message.format(name=name, other=used_names.numbered(name)))
        guest = User(email=None, name=name)
        guest.set_unusable_password()
        guest.save()
        _add_to_team(join_code, guest)
        return_code = _new_return_code(guest)
    remember_network(network, normalize_code(return_code), RETURN_KNOWN_FOR)
    return guest, return_code


def join_with_account(user: User, code: str, network: str, browser: str = "") -> Team:
    """Add a user, who may be a guest of another team, to the code's team.

    Whoever tries the site cannot take their trial into a class: it would end there. They join with a nickname.
    """
    if user.is_trial:
        raise NeedsAccount(_("Join with a nickname, or sign up first."))
    with throttled_guess(normalize_code(code), network, browser, JOIN_KNOWN_FOR), transaction.atomic():
        join_code = _lock_code(code)
        if not join_code.team.memberships.filter(user=user).exists():
            check_own_name(user, join_code.team)
            _add_to_team(join_code, user)
        return join_code.team


@transaction.atomic
def create_placeholder_guests(user: User, team: Team, names: Sequence[str]) -> dict[str, User]:
    """Create guests for the people in an import, by name; return them by that name.

    A name that is in use gets a number. Nobody can sign in as such a guest before they get a return code.
    """
    check_permission(user, Permission.IMPORT_ANNOTATIONS, team)
    used_names = names_in_use(team)
    guests = {}
    for name in names:
        readable = readable_name(name, MAX_NICKNAME) or _("Someone")
        guest_name = used_names.numbered(readable) if readable in used_names else readable
        used_names.add(guest_name)
        guest = User(email=None, name=guest_name)
        guest.set_unusable_password()
        guest.save()
        add_member(team, guest, Role.ANNOTATOR)
        guests[name] = guest
    return guests


def return_as_guest(code: str, network: str, browser: str = "") -> User:
    """Return the guest with this return code; raise ``InvalidCode`` or ``RateLimitExceeded``."""
    with throttled_guess(normalize_code(code), network, browser, RETURN_KNOWN_FOR):
        guest = User.objects.filter(
            return_digest=_digest(normalize_code(code)),
            email=None,
            has_platform_account=False,
            is_active=True,
        ).first()
        if guest is None:
            raise InvalidCode(_("This return code is wrong. Check it, or ask for a new one."))
    return guest


def reset_return_code(user: User, team: Team, guest: User) -> str:
    """Create a new return code for a guest of ``team``; the old one stops working."""
    check_permission(user, Permission.EDIT_TEAM, team)
    _check_own_guest(team, guest)
    return _new_return_code(guest)


@transaction.atomic
def rename_guest(user: User, team: Team, guest: User, nickname: str) -> None:
    """Change the nickname of a guest of ``team``."""
    check_permission(user, Permission.EDIT_TEAM, team)
    _check_own_guest(team, guest)
    name = clean_nickname(nickname)
    if name in names_in_use(team, but=guest):
        raise NicknameError(_("The name {name} is taken.").format(name=name))
    guest.name = name
    guest.save(update_fields=["name"])
    person_renamed.send(User, person=guest)


def _lock_code(code: str) -> JoinCode:
    """Return the valid join code, locked so that its uses are counted one by one."""
    codes = JoinCode.objects.select_for_update(of=("self",)).select_related("team")
    join_code = codes.filter(code=normalize_code(code), team__deleted_at=None).first()
    if join_code is None or join_code.expires_at <= timezone.now():
        raise InvalidCode(_(CODE_UNKNOWN))
    if join_code.team.archived_at:
        raise ArchivedTeam(term("archived_join", join_code.team.kind))
    if join_code.joined >= join_code.max_uses:
        raise JoinCodeFull(_(CODE_IS_FULL))
    return join_code


def _add_to_team(code: JoinCode, person: User) -> None:
    add_member(code.team, person, Role.ANNOTATOR)
    code.joined += 1
    code.save(update_fields=["joined"])


def _check_own_guest(team: Team, person: User) -> None:
    """Raise ``PermissionRefused`` unless ``person`` is a guest of this team alone."""
    if not person.is_guest:
        raise PermissionRefused(
            _("{name} has their own account, so only they can change their name.").format(name=person.name)
        )
    if person.memberships.exclude(team=team).exists():
        raise PermissionRefused(
            _("{name} is also in another group. Remove them from one of the two first.").format(
                name=person.name
            )
        )


def _new_return_code(guest: User) -> str:
    code = generate_code(RETURN, User.objects.filter(return_digest__isnull=False).count())
    guest.return_digest = _digest(code)
    guest.save(update_fields=["return_digest"])
    return format_code(code)


def _digest(code: str) -> str:
    """Return a keyed digest: a leaked plain digest of a short code could be reversed by guessing."""
    return salted_hmac("people.return-code", code, algorithm="sha256").hexdigest()
