"""What people are called: one readable line, that nobody in a team takes for somebody else's there."""

from collections.abc import Iterable
from unicodedata import category, normalize

from django.utils.translation import gettext as _

from people.models import Team, User
from web.errors import ProblemError
from web.text.lookalikes import skeletons
from web.text.visible import one_line

JOINERS = "\u200c\u200d"
MAX_NAME = User._meta.get_field("name").max_length
MAX_NICKNAME = 30


class NicknameError(ProblemError, ValueError):
    """Nobody can be called that here. The message says why."""

    code = "bad-nickname"


def clean_name(name: str) -> str:
    """Return the name of an account, tidied up; raise ``NicknameError``."""
    return _clean(name, MAX_NAME, _("A name has 1 to {most} letters, and none that cannot be seen."))


def clean_nickname(name: str) -> str:
    """Return the nickname of a guest, tidied up; raise ``NicknameError``."""
    return _clean(name, MAX_NICKNAME, _("A nickname has 1 to {most} letters."))


def readable_name(name: str, most: int = MAX_NAME) -> str:
    """Return a name that nobody can be asked to correct as people can read it; without any, an empty text."""
    line = one_line(normalize("NFC", name))
    shown = one_line("".join(sign if _printable(sign) else " " for sign in line))
    return shown[:most].strip() if _visible(shown) else ""


class NamesTaken:
    """The names that nobody else in a team may have any more."""

    def __init__(self, names: Iterable[str]) -> None:
        self._skeletons = {skeleton for name in names for skeleton in skeletons(name)}

    def __contains__(self, name: str) -> bool:
        return not self._skeletons.isdisjoint(skeletons(name))

    def add(self, name: str) -> None:
        """Take one more."""
        self._skeletons |= skeletons(name)

    def numbered(self, name: str) -> str:
        """Return ``name`` with the first number that makes it another."""
        return next(free for number in range(2, 10_000) if (free := f"{name} {number}") not in self)


def names_taken(team: Team, but: User | None = None) -> NamesTaken:
    """Return what the people of ``team`` are called, without ``but``."""
    people = team.people.exclude(pk=but.pk) if but else team.people
    return NamesTaken(people.values_list("name", flat=True))


def check_own_name(user: User, team: Team) -> None:
    """Raise ``NicknameError`` where ``user`` would be taken for somebody else in ``team``."""
    if user.name in names_taken(team, but=user):
        message = (
            _("Somebody here is called {name} already. Sign out, and join with another nickname.")
            if user.is_guest
            else _(
                "Somebody here is called {name} already. Change your name on the page of your account, and try again."
            )
        )
        raise NicknameError(message.format(name=user.name))


def _clean(name: str, most: int, message: str) -> str:
    line = one_line(normalize("NFC", name))
    if not _visible(line) or len(line) > most or not all(map(_printable, line)):
        raise NicknameError(message.format(most=most))
    return line


def _printable(sign: str) -> bool:
    return sign in JOINERS or sign.isspace() or category(sign)[0] != "C"


def _visible(line: str) -> bool:
    return any(category(sign)[0] in "LNPS" and sign != "\u2800" for sign in line)
