"""What other apps store about people. They register it here, so that whoever downloads their data gets it, too."""

from collections.abc import Callable
from typing import Any

from people.models import Team, User

# Returns what is stored about a person in a team; without a team, what belongs to no team.
Reader = Callable[[User, Team | None], Any]
_readers: dict[str, Reader] = {}


def register_personal_data(name: str, reader: Reader) -> None:
    """Add what ``reader`` returns, as JSON values, to downloads of personal data, in a file called ``name``."""
    _readers[name] = reader


def registered_personal_data(person: User, team: Team | None = None) -> dict[str, Any]:
    """Return what is registered about ``person`` by the names of the files, without what is empty."""
    contents = {name: reader(person, team) for name, reader in _readers.items()}
    return {name: content for name, content in contents.items() if content}
