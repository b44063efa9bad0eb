"""People's names: one readable line that looks like nobody else's in the team."""

from collections.abc import Iterable
from unicodedata import category, normalize

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.models import Team, User
from web.errors import ProblemError
from web.text.lookalikes import skeletons
from web.text.visible import one_line

JOINERS = "\u200c\u200d"
MAX_NAME = User._meta.get_field("name").max_length
MAX_NICKNAME = 30
NO_NAME = N_("You have no name yet. Open the exercise from your course again, and choose one first.")
GUEST_NAME_TAKEN = N_("The name {name} is taken. Sign out and join with another nickname.")
NAME_TAKEN = N_("The name {name} is taken. Change your name on your account page and try again.")


class NicknameError(ProblemError, ValueError):
    """This name cannot be used. The message says why."""

    code = "bad-nickname"


def clean_name(name: str) -> str:
    """Return the normalized name of an account; raise ``NicknameError``."""
    return _clean(name, MAX_NAME, _("A name must have 1 to {most} visible characters."))


def clean_nickname(name: str) -> str:
    """Return the normalized nickname of a guest; raise ``NicknameError``."""
    return _clean(name, MAX_NICKNAME, _("A nickname must have 1 to {most} visible characters."))


def readable_name(name: str, max_length: int = MAX_NAME) -> str:
    """Return a name that nobody can be asked to correct in readable form, cut to ``max_length``, or ""."""
    line = one_line(normalize("NFC", name))
    readable = one_line("".join(char if _printable(char) else " " for char in line))
    return readable[:max_length].strip() if _visible(readable) else ""


class UsedNames:
    """Names in use in a team, compared by how they look."""

    def __init__(self, names: Iterable[str]) -> None:
        self._skeletons = {skeleton for name in names for skeleton in skeletons(name)}

    def __contains__(self, name: str) -> bool:
        return not self._skeletons.isdisjoint(skeletons(name))

    def add(self, name: str) -> None:
        """Add a name."""
        self._skeletons |= skeletons(name)

    def numbered(self, name: str) -> str:
        """Return ``name`` with the first number that makes it different from all names in use."""
        return next(free for number in range(2, 10_000) if (free := f"{name} {number}") not in self)


def names_in_use(team: Team, but: User | None = None) -> UsedNames:
    """Return the names in use in ``team``, except that of ``but``."""
    people = team.people.exclude(pk=but.pk) if but else team.people
    return UsedNames(people.values_list("name", flat=True))


def check_own_name(user: User, team: Team) -> None:
    """Raise ``NicknameError`` if the user has no name yet, or one that looks like somebody else's in ``team``."""
    if not user.name:
        raise NicknameError(_(NO_NAME))
    if user.name in names_in_use(team, but=user):
        message = _(GUEST_NAME_TAKEN) if user.is_guest else _(NAME_TAKEN)
        raise NicknameError(message.format(name=user.name))


def _clean(name: str, max_length: int, message: str) -> str:
    line = one_line(normalize("NFC", name))
    if not _visible(line) or len(line) > max_length or not all(map(_printable, line)):
        raise NicknameError(message.format(most=max_length))
    return line


def _printable(char: str) -> bool:
    return char in JOINERS or char.isspace() or category(char)[0] != "C"


def _visible(line: str) -> bool:
    return any(category(char)[0] in "LNPS" and char != "\u2800" for char in line)
