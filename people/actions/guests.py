"""Joining by a code and a nickname, and coming back: guests have no e-mail address."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from people.access import team_leader_names
from people.actions.accounts import add_member
from people.code_guessing import InvalidCode, JoinCodeFull, throttled_guess
from people.join_codes import JOIN, RETURN, format_code, generate_code, normalize_code
from people.models import JoinCode, Team, User
from people.names import (
    MAX_NICKNAME,
    NamesTaken,
    NicknameError,
    check_own_name,
    clean_nickname,
    names_taken,
    readable_name,
)
from people.permissions import ArchivedTeam, Permission, PermissionRefused, Role, check_permission
from web.rate_limits import remember_network

# For how long a code that was used from an address is known to be in use there: a join code never lives longer.
JOINING, RETURNING = timedelta(days=7), timedelta(days=90)


@transaction.atomic
def open_join_code(user: User, team: Team, hours: int = 8, max_uses: int = 40) -> JoinCode:
    """A new code for ``team``, for so many hours and heads; the one before no longer works."""
    check_permission(user, Permission.EDIT_TEAM, team)
    JoinCode.objects.filter(team=team).delete()
    now = timezone.now()
    code = generate_code(JOIN, JoinCode.objects.filter(expires_at__gt=now).count())
    return JoinCode.objects.create(
        team=team, code=code, expires_at=now + timedelta(hours=hours), max_uses=max_uses
    )


def close_join_code(user: User, team: Team) -> None:
    """Nobody joins by a code any more. Who has joined stays."""
    check_permission(user, Permission.EDIT_TEAM, team)
    JoinCode.objects.filter(team=team).delete()


def join_as_guest(code: str, nickname: str, network: str, browser: str = "") -> tuple[User, str]:
    """A new guest in the code's team, and the return code that is shown to them once."""
    name = clean_nickname(nickname)
    with throttled_guess(normalize_code(code), network, browser, JOINING), transaction.atomic():
        found = _locked(code)
        taken = names_taken(found.team)
        if name in NamesTaken(team_leader_names(found.team)):
            raise NicknameError(
                _("Whoever leads here is called {name}. Choose another nickname.").format(name=name)
            )
        if name in taken:
            said = _("Somebody here is called {name} already. Try {other}.")
            raise NicknameError(said.format(name=name, other=taken.numbered(name)))
        guest = User(email=None, name=name)
        guest.set_unusable_password()
        guest.save()
        _add_to_team(found, guest)
        return_code = _new_return_code(guest)
    remember_network(network, normalize_code(return_code), RETURNING)
    return guest, return_code


def join_with_account(user: User, code: str, network: str, browser: str = "") -> Team:
    """Somebody who has an account, or is a guest elsewhere, joins by the same code."""
    with throttled_guess(normalize_code(code), network, browser, JOINING), transaction.atomic():
        found = _locked(code)
        if not found.team.memberships.filter(user=user).exists():
            check_own_name(user, found.team)
            _add_to_team(found, user)
        return found.team


@transaction.atomic
def create_placeholder_guests(user: User, team: Team, names: Sequence[str]) -> dict[str, User]:
    """Guests for people who marked elsewhere, by those names; where one is taken here, it gets a number.

    Nobody comes in as one of them until they are given a return code.
    """
    check_permission(user, Permission.IMPORT_ANNOTATIONS, team)
    taken = names_taken(team)
    people = {}
    for name in names:
        own = readable_name(name, MAX_NICKNAME) or _("Somebody")
        called = taken.numbered(own) if own in taken else own
        taken.add(called)
        guest = User(email=None, name=called)
        guest.set_unusable_password()
        guest.save()
        add_member(team, guest, Role.ANNOTATOR)
        people[name] = guest
    return people


def return_as_guest(code: str, network: str, browser: str = "") -> User:
    """The guest whose return code this is."""
    with throttled_guess(normalize_code(code), network, browser, RETURNING):
        guest = User.objects.filter(
            return_digest=_digest(normalize_code(code)), email=None, is_active=True
        ).first()
        if guest is None:
            raise InvalidCode(
                _("This return code is not known. Check it, or ask your teacher for a new one.")
            )
    return guest


def reset_return_code(user: User, team: Team, guest: User) -> str:
    """A new return code for a guest of ``team``; the old one no longer works."""
    check_permission(user, Permission.EDIT_TEAM, team)
    _check_own_guest(team, guest)
    return _new_return_code(guest)


def rename_guest(user: User, team: Team, guest: User, nickname: str) -> None:
    """Call a guest of ``team`` something else."""
    check_permission(user, Permission.EDIT_TEAM, team)
    _check_own_guest(team, guest)
    name = clean_nickname(nickname)
    if name in names_taken(team, but=guest):
        raise NicknameError(_("Somebody here is called {name} already.").format(name=name))
    guest.name = name
    guest.save(update_fields=["name"])


def _locked(code: str) -> JoinCode:
    """The code that is open, locked so that its heads are counted one by one."""
    codes = JoinCode.objects.select_for_update(of=("self",)).select_related("team")
    found = codes.filter(code=normalize_code(code), team__deleted_at=None).first()
    if found is None or found.expires_at <= timezone.now():
        raise InvalidCode(_("This code is not known, or its time is over. Check it, or ask for a new one."))
    if found.team.archived_at:
        raise ArchivedTeam(_("This class is archived: nobody can join it now. Ask your teacher."))
    if found.joined >= found.max_uses:
        raise JoinCodeFull(_("As many have joined by this code as it was made for. Ask for a new one."))
    return found


def _add_to_team(code: JoinCode, person: User) -> None:
    add_member(code.team, person, Role.ANNOTATOR)
    code.joined += 1
    code.save(update_fields=["joined"])


def _check_own_guest(team: Team, person: User) -> None:
    """Who leads one team must not get at what a guest does in another."""
    if not person.is_guest:
        raise PermissionRefused(
            _("{name} has an account of their own, and is called what they want.").format(name=person.name)
        )
    if person.memberships.exclude(team=team).exists():
        raise PermissionRefused(
            _("{name} is in another team, too: remove them from one first.").format(name=person.name)
        )


def _new_return_code(guest: User) -> str:
    code = generate_code(RETURN, User.objects.filter(return_digest__isnull=False).count())
    guest.return_digest = _digest(code)
    guest.save(update_fields=["return_digest"])
    return format_code(code)


def _digest(code: str) -> str:
    """Keyed: a short code could be guessed from a leaked plain digest."""
    return salted_hmac("people.return-code", code, algorithm="sha256").hexdigest()
