"""What a platform says of the members and groups of a course: NRPS 2.0 and Course Groups Service 1.0. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti.errors import LaunchRefused, ServiceError
from lti.messages.launch import MAX_ID, person_name
from web.i18n.lazy_message import Message

MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
GROUPS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
# Groups of one person, and characters of the name of a group.
MAX_GROUPS, MAX_GROUP_NAME = 20, 40
MALFORMED = Message("The learning platform sent a list of the course’s people that Claimlight cannot read.")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the list of a course. ``groups`` are ids. Whoever is not active has left, or is suspended."""

    subject: str
    name: str
    roles: frozenset[str]
    is_active: bool = True
    groups: tuple[str, ...] = ()


def parse_members(page: Any) -> list[Member]:
    """Return the members on one page of the list. Raise ``ServiceError`` if it is no such page."""
    rows = page.get("members") if isinstance(page, Mapping) else None
    if not isinstance(rows, list):
        raise ServiceError(MALFORMED)
    return [_member(row) for row in rows]


def parse_groups(page: Any) -> dict[str, str]:
    """Return the names of groups by their ids. Raise ``ServiceError`` if ``page`` has no list of groups."""
    rows = page.get("groups") if isinstance(page, Mapping) else None
    if not isinstance(rows, list):
        raise ServiceError(MALFORMED)
    names = {}
    for row in rows:
        if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
            raise ServiceError(MALFORMED)
        names[_id(row.get("id"))] = group_name(row["name"])
    return names


def group_name(name: str) -> str:
    """Return the name of a group as one line of limited length."""
    printable = "".join(character if character.isprintable() else " " for character in name)
    return " ".join(printable.split())[:MAX_GROUP_NAME].strip()


def next_page(header: str) -> str:
    """Return the address of the next page by the header ``Link`` (RFC 8288); empty on the last page."""
    for link in header.split("<")[1:]:
        address, _, parameters = link.partition(">")
        relations = [parameter.strip().lower().replace(" ", "") for parameter in parameters.split(";")]
        if any(relation.rstrip(",") in ('rel="next"', "rel=next") for relation in relations):
            return address
    return ""


def _member(row: Any) -> Member:
    if not isinstance(row, Mapping):
        raise ServiceError(MALFORMED)
    roles = row.get("roles", [])
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise ServiceError(MALFORMED)
    try:
        name = person_name(row)
    except LaunchRefused:
        raise ServiceError(MALFORMED) from None
    return Member(
        _id(row.get("user_id")),
        name,
        frozenset(roles),
        row.get("status", "Active") == "Active",
        _groups(row.get("group_enrollments")),
    )


def _groups(rows: Any) -> tuple[str, ...]:
    """Return the ids of the groups of a member; platforms without groups send none."""
    if not isinstance(rows, list):
        return ()
    ids = (row.get("group_id") for row in rows[:MAX_GROUPS] if isinstance(row, Mapping))
    return tuple(group for group in ids if isinstance(group, str) and 0 < len(group) <= MAX_ID)


def _id(value: Any) -> str:
    """Return an id. Some platforms send numbers."""
    text = str(value) if isinstance(value, int) else value
    if not isinstance(text, str) or not 0 < len(text) <= MAX_ID or "\0" in text:
        raise ServiceError(MALFORMED)
    return text
