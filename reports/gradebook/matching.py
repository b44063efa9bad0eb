"""Which person of a class is which person in a gradebook: proposals from their names. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reports.gradebook.platform import Student, fold


def propose(students: Iterable[Student], members: Mapping[int, str]) -> dict[int, int]:
    """Return row -> id of the member who is meant, where the names leave no doubt.

    First whole names, in any order of their words, then nicknames with the first letter of the last name ("Ana G"),
    then first names alone. A name that two people share is nobody's.
    """
    students = list(students)
    matches: dict[int, int] = {}
    for of_student, of_member in (
        (_words, _words),
        (_first_and_initial, _first_and_initial_of_nickname),
        (_first, _only_word),
    ):
        free_students = [one for one in students if one.row not in matches]
        free_members = {pk: name for pk, name in members.items() if pk not in matches.values()}
        rows = _unique({one.row: of_student(one.name) for one in free_students})
        pks = _unique({pk: of_member(name) for pk, name in free_members.items()})
        matches |= {row: pks[name] for name, row in rows.items() if name in pks}
    return matches


def _unique(names: Mapping[int, tuple[str, ...] | None]) -> dict[tuple[str, ...], int]:
    """Return name -> whose it is, for names of one alone."""
    owners: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for owner, name in names.items():
        if name:
            owners[name].append(owner)
    return {name: found[0] for name, found in owners.items() if len(found) == 1}


def _split(name: str) -> list[str]:
    return fold(name).replace(".", " ").split()


def _words(name: str) -> tuple[str, ...] | None:
    return tuple(sorted(_split(name))) or None


def _first(name: str) -> tuple[str, ...] | None:
    return tuple(_split(name)[:1]) or None


def _only_word(name: str) -> tuple[str, ...] | None:
    words = _split(name)
    return tuple(words) if len(words) == 1 else None


def _first_and_initial(name: str) -> tuple[str, ...] | None:
    words = _split(name)
    return (words[0], words[1][0]) if len(words) > 1 else None


def _first_and_initial_of_nickname(name: str) -> tuple[str, ...] | None:
    words = _split(name)
    return (words[0], words[1]) if len(words) == 2 and len(words[1]) == 1 else None
