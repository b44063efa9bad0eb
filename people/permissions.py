"""The ONE table of who may do what. A refusal carries its reason, which the page shows."""

from enum import Enum, StrEnum
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from web.errors import ProblemError


class Role(StrEnum):
    """What a person is to a thing: by their membership in its team, or because it is theirs alone."""

    OWNER = "owner"
    EDITOR = "editor"
    ANNOTATOR = "annotator"
    VIEWER = "viewer"


# What people read of a role.
ROLE_NAMES = {
    Role.OWNER: N_("owner"),
    Role.EDITOR: N_("editor"),
    Role.ANNOTATOR: N_("annotator"),
    Role.VIEWER: N_("viewer"),
}
EVERYONE = frozenset(Role)
OWNERS = frozenset({Role.OWNER})
EDITORS = OWNERS | {Role.EDITOR}
ANNOTATORS = EDITORS | {Role.ANNOTATOR}
# What only reads, passes on what is there, or looks after people and their data.
IN_ARCHIVE = True


class Permission(Enum):
    """What somebody may do: as the refusal says it, which roles may, and whether an archived team still allows it."""

    VIEW_TEAM = N_("see the team"), EVERYONE, IN_ARCHIVE
    VIEW_MEMBERS = N_("see the members"), EDITORS, IN_ARCHIVE
    EDIT_TEAM = N_("change the team"), EDITORS
    REMOVE_MEMBERS = N_("remove members"), EDITORS, IN_ARCHIVE
    CHANGE_ROLES = N_("change roles"), OWNERS, IN_ARCHIVE
    HAND_OVER_TEAM = N_("hand over the team"), OWNERS, IN_ARCHIVE
    ARCHIVE_TEAM = N_("archive the team"), OWNERS, IN_ARCHIVE
    DELETE_TEAM = N_("delete the team"), OWNERS, IN_ARCHIVE
    MANAGE_PERSONAL_DATA = N_("look after people’s data"), OWNERS, IN_ARCHIVE
    MANAGE_WEBHOOKS = N_("tell other programs"), OWNERS
    VIEW_ARTICLE = N_("see the article"), EVERYONE, IN_ARCHIVE
    DOWNLOAD_ORIGINAL = N_("download the original"), EVERYONE, IN_ARCHIVE
    ADD_ARTICLE = N_("add an article"), EDITORS
    EDIT_ARTICLE = N_("edit the article"), EDITORS
    IMPORT_ANNOTATIONS = N_("import marks"), EDITORS
    DELETE_ARTICLE = N_("delete the article"), OWNERS
    VIEW_CODEBOOK = N_("see the codebook"), EVERYONE, IN_ARCHIVE
    EDIT_CODEBOOK = N_("edit a codebook"), EDITORS
    CREATE_ROUND = N_("open a round"), EDITORS
    VIEW_ROUND = N_("see the round"), EVERYONE, IN_ARCHIVE
    OVERSEE_ROUNDS = N_("oversee the exercises"), EDITORS, IN_ARCHIVE
    MANAGE_ROUND = N_("run the round"), EDITORS
    DELETE_ROUND = N_("delete the exercise"), EDITORS
    DELETE_PERMANENTLY = N_("delete for good"), OWNERS
    EDIT_ANSWER_KEY = N_("write the key"), EDITORS
    ANNOTATE = N_("mark"), ANNOTATORS
    SUBMIT = N_("hand in"), ANNOTATORS
    COMMENT = N_("comment"), ANNOTATORS
    MODERATE = N_("moderate"), EDITORS
    ADJUDICATE = N_("settle"), EDITORS
    VIEW_CLASS_OVERVIEW = N_("show the class’s picture"), EDITORS, IN_ARCHIVE
    VIEW_REPORT = N_("read the report"), EVERYONE, IN_ARCHIVE
    EDIT_REPORT = N_("edit the report"), EDITORS
    SHARE_REPORT = N_("share the report"), EDITORS, IN_ARCHIVE

    def __init__(self, label: str, roles: frozenset[Role], allowed_in_archive: bool = False) -> None:
        self.label = label
        self.roles = roles
        self.allowed_in_archive = allowed_in_archive


def is_site_admin(user: Any) -> bool:
    """Whether this is somebody whom ``manage.py createsuperuser`` made: they see numbers, and no team's work."""
    return bool(user.is_authenticated and user.is_staff and user.is_active)


class PermissionRefused(ProblemError, PermissionDenied):
    """This person may not do this; the message says why."""

    status = 403
    code = "refused"

    @property
    def detail(self) -> str:
        """Return the reason, or that there is no permission."""
        return str(self) or _("You may not do this.")


class ArchivedTeam(PermissionRefused):
    """Nothing is changed in an archived team, whoever asks."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "This class is archived: everything in it can be read, but nothing can be added or changed. "
                "An owner can take it out of the archive."
            )
        )


class TeamOwned(Protocol):
    """A thing that belongs to a person alone or to a team."""

    owner_id: Any
    team_id: Any


def role_on(user: Any, thing: TeamOwned) -> Role | None:
    """What ``user`` is to ``thing``; None for a stranger."""
    if not user.is_authenticated:
        return None
    if thing.team_id is None:
        # A guest is here for their team: alone they own nothing.
        return Role.OWNER if thing.owner_id == user.pk and not user.is_guest else None
    return role_in_team(user, thing.team_id)


def role_in_team(user: Any, team_id: Any) -> Role | None:
    """The role of ``user`` in a team; None when they are not in it. Read once for each user object."""
    role = user.role_by_team.get(team_id)
    return Role(role) if role else None


def has_permission(user: Any, permission: Permission, thing: TeamOwned) -> bool:
    """Whether the table lets ``user`` do ``permission``."""
    return role_on(user, thing) in permission.roles and not _blocked_by_archive(user, permission, thing)


def check_permission(user: Any, permission: Permission, thing: TeamOwned) -> None:
    """Raises ``PermissionRefused`` unless the table lets ``user`` do ``permission``."""
    if has_permission(user, permission, thing):
        return
    role = role_on(user, thing)
    if role in permission.roles:
        raise ArchivedTeam
    allowed = _(" or ").join(_(ROLE_NAMES[allowed]) for allowed in sorted(permission.roles))
    if role:
        said = _("As {role} of this team you may not {verb}; that takes the role {allowed}.")
    else:
        said = _("As somebody outside this team you may not {verb}; that takes the role {allowed}.")
    raise PermissionRefused(
        said.format(role=role and _(ROLE_NAMES[role]), verb=_(permission.label), allowed=allowed)
    )


def check_permission_now(user: Any, permission: Permission, thing: TeamOwned) -> None:
    """As ``check_permission``, by the roles that ``user`` has now: what was read when the request began may be over."""
    for name in ("role_by_team", "archived_teams", "_memberships"):
        user.__dict__.pop(name, None)
    check_permission(user, permission, thing)


def _blocked_by_archive(user: Any, permission: Permission, thing: TeamOwned) -> bool:
    return not permission.allowed_in_archive and thing.team_id in user.archived_teams
