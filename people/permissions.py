"""The ONE table of who may do what. A refusal carries its reason, which the page shows."""

from contextlib import suppress
from enum import Enum, StrEnum
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.terms import Kind, term
from web.errors import ProblemError


class Role(StrEnum):
    """A person's role on an object: by membership in its team, or as the owner of an object without a team."""

    OWNER = "owner"
    EDITOR = "editor"
    ANNOTATOR = "annotator"
    VIEWER = "viewer"


EVERYONE = frozenset(Role)
OWNERS = frozenset({Role.OWNER})
EDITORS = OWNERS | {Role.EDITOR}
ANNOTATORS = EDITORS | {Role.ANNOTATOR}
# Permissions that only read, export, or manage people and their data.
IN_ARCHIVE = True


class Permission(Enum):
    """An action: its name in refusals, the roles that may do it, and whether an archived team allows it."""

    VIEW_TEAM = N_("see this group"), EVERYONE, IN_ARCHIVE
    VIEW_MEMBERS = N_("see the list of members"), EDITORS, IN_ARCHIVE
    EDIT_TEAM = N_("change its settings"), EDITORS
    CHANGE_KIND = N_("change its kind"), OWNERS
    REMOVE_MEMBERS = N_("remove members"), EDITORS, IN_ARCHIVE
    CHANGE_ROLES = N_("change roles"), OWNERS, IN_ARCHIVE
    HAND_OVER_TEAM = N_("hand it over"), OWNERS, IN_ARCHIVE
    ARCHIVE_TEAM = N_("archive it"), OWNERS, IN_ARCHIVE
    DELETE_TEAM = N_("delete it"), OWNERS, IN_ARCHIVE
    MANAGE_PERSONAL_DATA = N_("manage personal data"), OWNERS, IN_ARCHIVE
    MANAGE_WEBHOOKS = N_("manage webhooks"), OWNERS
    VIEW_ARTICLE = N_("see the article"), EVERYONE, IN_ARCHIVE
    DOWNLOAD_ORIGINAL = N_("download the original file"), EVERYONE, IN_ARCHIVE
    ADD_ARTICLE = N_("add an article"), EDITORS
    EDIT_ARTICLE = N_("edit the article"), EDITORS
    IMPORT_ANNOTATIONS = N_("import annotations"), EDITORS
    DELETE_ARTICLE = N_("delete the article"), OWNERS
    VIEW_CODEBOOK = N_("see the tags"), EVERYONE, IN_ARCHIVE
    EDIT_CODEBOOK = N_("change the tags"), EDITORS
    VIEW_LESSON = N_("see the lesson"), EDITORS, IN_ARCHIVE
    EDIT_LESSON = N_("change the lesson"), EDITORS
    DELETE_LESSON = N_("delete the lesson"), EDITORS
    CREATE_ROUND = N_("set an exercise"), EDITORS
    VIEW_ROUND = N_("see the exercise"), EVERYONE, IN_ARCHIVE
    OVERSEE_ROUNDS = N_("follow everyone’s progress"), EDITORS, IN_ARCHIVE
    MANAGE_ROUND = N_("manage the exercise"), EDITORS
    DELETE_ROUND = N_("delete the exercise"), EDITORS
    DELETE_PERMANENTLY = N_("delete permanently"), OWNERS
    EDIT_ANSWER_KEY = N_("edit the answer key"), EDITORS
    ANNOTATE = N_("highlight passages"), ANNOTATORS
    SUBMIT = N_("hand in"), ANNOTATORS
    REVIEW_HAND_IN = N_("comment on and score what was handed in"), EDITORS
    COMMENT = N_("comment"), ANNOTATORS
    MODERATE = N_("moderate comments"), EDITORS
    ADJUDICATE = N_("agree on final highlights"), EDITORS
    VIEW_CLASS_OVERVIEW = N_("show the overview"), EDITORS, IN_ARCHIVE
    VIEW_CAMPAIGN = N_("see the campaign"), EVERYONE, IN_ARCHIVE
    OVERSEE_CAMPAIGN = N_("follow the campaign"), EDITORS, IN_ARCHIVE
    MANAGE_CAMPAIGN = N_("manage the campaign"), EDITORS
    VIEW_REPORT = N_("read the report"), EVERYONE, IN_ARCHIVE
    EDIT_REPORT = N_("edit the report"), EDITORS
    SHARE_REPORT = N_("share the report"), EDITORS, IN_ARCHIVE
    PUBLISH_REPORT = N_("publish the report"), EDITORS, IN_ARCHIVE

    def __init__(self, label: str, roles: frozenset[Role], allowed_in_archive: bool = False) -> None:
        self.label = label
        self.roles = roles
        self.allowed_in_archive = allowed_in_archive


# What people who try the site without an account may do with their article, which is theirs alone for a day.
IN_TRIAL = frozenset(
    {
        Permission.VIEW_ARTICLE,
        Permission.VIEW_CODEBOOK,
        Permission.VIEW_ROUND,
        Permission.ANNOTATE,
        Permission.VIEW_REPORT,
    }
)


def is_site_admin(user: Any) -> bool:
    """Return whether this is an administrator (``createsuperuser``), who sees figures but no team's work."""
    return bool(user.is_authenticated and user.is_staff and user.is_active)


class PermissionRefused(ProblemError, PermissionDenied):
    """The user may not do this; the message says why."""

    status = 403
    code = "refused"

    @property
    def detail(self) -> str:
        """Return the reason, or a general refusal."""
        return str(self) or _("You are not allowed to do this.")


class ArchivedTeam(PermissionRefused):
    """Nothing can be changed in an archived team."""


class NeedsAccount(PermissionRefused):
    """Somebody who tries the site without an account asked for more than they may do."""


class TeamOwned(Protocol):
    """An object that belongs to a team, or to a person if it has no team."""

    owner_id: Any
    team_id: Any


def role_on(user: Any, thing: TeamOwned) -> Role | None:
    """Return the role of ``user`` on ``thing``; None for strangers."""
    if not user.is_authenticated:
        return None
    if thing.team_id is None:
        # Guests own nothing outside their team, but what they try the site with.
        owns = thing.owner_id == user.pk and (user.is_trial or not user.is_guest)
        return Role.OWNER if owns else None
    return role_in_team(user, thing.team_id)


def role_in_team(user: Any, team_id: Any) -> Role | None:
    """Return the role of ``user`` in a team, or None. Roles are read once per user object."""
    role = user.role_by_team.get(team_id)
    return Role(role) if role else None


def role_name(role: str, kind: str) -> str:
    """Return the name of a role in a class or a team."""
    return term(f"role_{Role(role)}", kind)


def load_roles(user: Any) -> None:
    """Read the roles of ``user``, so that what is hidden from them takes the same queries as what does not exist."""
    if user.is_authenticated:
        role_in_team(user, None)


def has_permission(user: Any, permission: Permission, thing: TeamOwned) -> bool:
    """Return whether ``user`` has ``permission`` on ``thing``."""
    return (
        role_on(user, thing) in permission.roles
        and not _blocked_by_archive(user, permission, thing)
        and not _blocked_in_trial(user, permission)
    )


def check_permission(user: Any, permission: Permission, thing: TeamOwned) -> None:
    """Raise ``PermissionRefused`` unless ``user`` has ``permission`` on ``thing``."""
    if has_permission(user, permission, thing):
        return
    if user.is_authenticated and _blocked_in_trial(user, permission):
        raise NeedsAccount(_("Sign up to {verb}.").format(verb=_(permission.label)))
    role = role_on(user, thing)
    kind = user.kind_by_team.get(thing.team_id, Kind.TEAM) if user.is_authenticated else Kind.TEAM
    if role in permission.roles:
        raise ArchivedTeam(term("archived_refusal", kind))
    names = [role_name(allowed, kind) for allowed in Role if allowed in permission.roles]
    message = term("refused", kind, verb=_(permission.label), roles=_(" or ").join(names))
    raise PermissionRefused(message)


def check_permission_now(user: Any, permission: Permission, thing: TeamOwned) -> None:
    """Check the permission by the user's current roles, not those read when the request began."""
    for name in ("role_by_team", "kind_by_team", "archived_teams", "_memberships"):
        # The user of a request is a lazy object, whose own ``__dict__`` has none of them.
        with suppress(AttributeError):
            delattr(user, name)
    check_permission(user, permission, thing)


def _blocked_by_archive(user: Any, permission: Permission, thing: TeamOwned) -> bool:
    return not permission.allowed_in_archive and thing.team_id in user.archived_teams


def _blocked_in_trial(user: Any, permission: Permission) -> bool:
    return user.is_trial and permission not in IN_TRIAL
