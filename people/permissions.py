"""The ONE table of who may do what. A refusal carries its reason, which the page shows."""

from enum import StrEnum
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_


class Role(StrEnum):
    """What a person is to a thing: by their membership in its team, or because it is theirs alone."""

    OWNER = "owner"
    EDITOR = "editor"
    ANNOTATOR = "annotator"
    VIEWER = "viewer"


# What people read of a role; the verbs of the table are read as they stand.
NAMES = {
    Role.OWNER: N_("owner"),
    Role.EDITOR: N_("editor"),
    Role.ANNOTATOR: N_("annotator"),
    Role.VIEWER: N_("viewer"),
}
EVERYBODY = frozenset(Role)
MAKERS = frozenset({Role.OWNER, Role.EDITOR})
MARKERS = MAKERS | {Role.ANNOTATOR}

MAY: dict[str, frozenset[Role]] = {
    N_("see the team"): EVERYBODY,
    N_("see the members"): MAKERS,
    N_("change the team"): MAKERS,
    N_("remove members"): MAKERS,
    N_("change roles"): frozenset({Role.OWNER}),
    N_("hand over the team"): frozenset({Role.OWNER}),
    N_("archive the team"): frozenset({Role.OWNER}),
    N_("delete the team"): frozenset({Role.OWNER}),
    N_("look after people’s data"): frozenset({Role.OWNER}),
    N_("tell other programs"): frozenset({Role.OWNER}),
    N_("see the article"): EVERYBODY,
    N_("download the original"): EVERYBODY,
    N_("add an article"): MAKERS,
    N_("edit the article"): MAKERS,
    N_("import marks"): MAKERS,
    N_("delete the article"): frozenset({Role.OWNER}),
    N_("see the codebook"): EVERYBODY,
    N_("edit a codebook"): MAKERS,
    N_("open a round"): MAKERS,
    N_("see the round"): EVERYBODY,
    N_("oversee the exercises"): MAKERS,
    N_("run the round"): MAKERS,
    N_("delete the exercise"): MAKERS,
    N_("delete for good"): frozenset({Role.OWNER}),
    N_("write the key"): MAKERS,
    N_("mark"): MARKERS,
    N_("hand in"): MARKERS,
    N_("comment"): MARKERS,
    N_("moderate"): MAKERS,
    N_("settle"): MAKERS,
    N_("show the class’s picture"): MAKERS,
    N_("read the report"): EVERYBODY,
    N_("edit the report"): MAKERS,
    N_("share the report"): MAKERS,
}

# What an archived class still allows: to read and pass on what is there, and to look after people and their data.
ALLOWED_IN_ARCHIVE = frozenset({
    "see the team", "see the members", "remove members", "change roles", "hand over the team", "archive the team",
    "delete the team", "look after people’s data", "see the article", "download the original", "see the codebook",
    "see the round", "oversee the exercises", "show the class’s picture", "read the report", "share the report",
})  # fmt: skip


def looks_after_site(user: Any) -> bool:
    """Whether this is somebody whom ``manage.py createsuperuser`` made: they see numbers, and no team's work."""
    return bool(user.is_authenticated and user.is_staff and user.is_active)


class Refused(PermissionDenied):
    """This person may not do this; the message says why."""


class ArchivedTeam(Refused):
    """Nothing is changed in an archived team, whoever asks."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "This class is archived: everything in it can be read, but nothing can be added or changed. "
                "An owner can take it out of the archive."
            )
        )


class Owned(Protocol):
    """A thing that belongs to a person alone or to a team."""

    owner_id: Any
    team_id: Any


def role_of(user: Any, thing: Owned) -> Role | None:
    """What ``user`` is to ``thing``; None for a stranger."""
    if not user.is_authenticated:
        return None
    if thing.team_id is None:
        # A guest is here for their team: alone they own nothing.
        return Role.OWNER if thing.owner_id == user.pk and not user.is_guest else None
    return role_in(user, thing.team_id)


def role_in(user: Any, team_id: Any) -> Role | None:
    """The role of ``user`` in a team; None when they are not in it. Read once for each user object."""
    role = user.role_by_team.get(team_id)
    return Role(role) if role else None


def may(user: Any, verb: str, thing: Owned) -> bool:
    """Whether the table lets ``user`` do ``verb``; an unknown verb is a ``KeyError``, never a yes."""
    return role_of(user, thing) in MAY[verb] and not _blocked_by_archive(user, verb, thing)


def require(user: Any, verb: str, thing: Owned) -> None:
    """Raises ``Refused`` unless the table lets ``user`` do ``verb``."""
    if may(user, verb, thing):
        return
    role = role_of(user, thing)
    if role in MAY[verb]:
        raise ArchivedTeam
    allowed = _(" or ").join(_(NAMES[allowed]) for allowed in sorted(MAY[verb]))
    if role:
        said = _("As {role} of this team you may not {verb}; that takes the role {allowed}.")
    else:
        said = _("As somebody outside this team you may not {verb}; that takes the role {allowed}.")
    raise Refused(said.format(role=role and _(NAMES[role]), verb=_(verb), allowed=allowed))


def require_now(user: Any, verb: str, thing: Owned) -> None:
    """As ``require``, by the roles that ``user`` has now: what was read when the request began may be over."""
    for name in ("role_by_team", "archived_teams", "_memberships"):
        user.__dict__.pop(name, None)
    require(user, verb, thing)


def _blocked_by_archive(user: Any, verb: str, thing: Owned) -> bool:
    return verb not in ALLOWED_IN_ARCHIVE and thing.team_id in user.archived_teams
