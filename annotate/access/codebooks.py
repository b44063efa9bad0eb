"""Which codebooks a user may see, change and choose."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access.rounds import rounds_visible_to
from annotate.models import Codebook
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission, has_permission, load_roles

FROM_CLAIMLIGHT = N_(
    "You cannot change the codebooks that come with Claimlight. Copy this one, then change the copy."
)
OF_LESSONS = N_(
    "You cannot change the tags of a lesson that belongs to you alone. Copy them to a class or team, then change the "
    "copy."
)
BUILT_IN = Q(team=None, owner=None)


def codebooks_visible_to(user: User) -> QuerySet[Codebook]:
    """Return the built-in codebooks, those of the user and their teams, and those of the rounds that they may see."""
    used = rounds_visible_to(user).filter(codebook=OuterRef("pk"))
    return Codebook.objects.filter(
        BUILT_IN | Q(owner=user) | Q(team__in=teams_permitting(user, Permission.VIEW_CODEBOOK)) | Exists(used)
    )


def get_codebook(user: User, pk: int, permission: Permission = Permission.VIEW_CODEBOOK) -> Codebook:
    """Return a codebook.

    Raise Http404 if ``user`` may not see it, PermissionRefused if they lack ``permission`` or it is built in and
    cannot be changed.
    """
    load_roles(user)
    codebook = Codebook.objects.select_related("team").filter(pk=pk).first()
    visible = user.is_authenticated
    if not codebook or not (codebook.is_builtin or has_permission(user, Permission.VIEW_CODEBOOK, codebook)):
        visible = visible and rounds_visible_to(user).filter(codebook__pk=pk).exists()
    if codebook is None or not visible:
        raise Http404(_("This codebook does not exist, or you do not have access to it."))
    if permission != Permission.VIEW_CODEBOOK:
        if codebook.team_id is None:
            raise PermissionRefused(_(FROM_CLAIMLIGHT) if codebook.is_builtin else _(OF_LESSONS))
        check_permission(user, permission, codebook)
    return codebook


def codebooks_in(user: User, team: Team) -> QuerySet[Codebook]:
    """Return the newest version of each codebook of the team, archived ones too."""
    newer = Codebook.objects.filter(
        team=OuterRef("team"), slug=OuterRef("slug"), version__gt=OuterRef("version")
    )
    codebooks = codebooks_visible_to(user).filter(~Exists(newer), team=team)
    return codebooks.select_related("team").order_by("title", "pk")


def codebooks_for(user: User, team: Team | None) -> QuerySet[Codebook]:
    """Return what a new round of ``team`` can use: the newest built-in and team codebooks that are not archived."""
    newer = Codebook.objects.filter(slug=OuterRef("slug"), version__gt=OuterRef("version"))
    built_in = BUILT_IN & ~Exists(newer.filter(BUILT_IN))
    of_team = Q(team=team if team and has_permission(user, Permission.VIEW_CODEBOOK, team) else 0)
    of_team &= ~Exists(newer.filter(team=OuterRef("team")))
    codebooks = Codebook.objects.filter(built_in | of_team, archived_at=None)
    return codebooks.order_by(F("team").asc(nulls_first=True), "slug")


def versions_of(codebook: Codebook) -> QuerySet[Codebook]:
    """Return all versions of a visible codebook, newest first."""
    versions = Codebook.objects.filter(team=codebook.team_id, owner=codebook.owner_id, slug=codebook.slug)
    return versions.order_by("-version")
