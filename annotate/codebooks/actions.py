"""Every change to codebooks: install, copy, import, edit, archive. What marks were made with stays as it was."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import versions_of
from annotate.codebook import APPEARANCE_FIELDS, builtin_slugs, read_codebook, tag_definition
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import Tag as PureTag
from annotate.codebooks.errors import TOO_MANY, CodebookError, FieldError
from annotate.codebooks.slugs import unique_slug
from annotate.codebooks.toml import to_dict
from annotate.codebooks.translation import translate_codebook
from annotate.codebooks.validation import MOST_KEPT, parse_codebook
from annotate.models import Codebook, Round, Tag
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from web.errors import ProblemError

# A team can hardly look through more, and a program cannot fill the disk.
MAX_CODEBOOKS = 100


class StaleCodebookVersion(ProblemError, ValueError):
    """Somebody has made a newer version since. ``newest`` is that one."""

    status = 409
    code = "outdated-codebook"

    def __init__(self, newest: Codebook) -> None:
        said = _("There is a newer version of this codebook: {version}. Change that one.")
        super().__init__(said.format(version=newest.version))
        self.newest = newest

    def extensions(self) -> dict[str, int]:
        """Return the id of the newest version."""
        return {"newest": self.newest.pk}


def install_codebooks() -> list[Codebook]:
    """Every codebook that ships, as a row."""
    return [install_codebook(slug) for slug in builtin_slugs()]


@transaction.atomic
def copy_codebook(user: User, codebook: Codebook, team: Team) -> Codebook:
    """The tags in use of a visible codebook as the team's own, in the language that ``user`` reads."""
    pure = translate_codebook(codebook.pure)
    return import_codebook(user, replace(pure, tags=pure.live), team)


@transaction.atomic
def import_codebook(user: User, pure: PureCodebook, team: Team) -> Codebook:
    """A new codebook of the team. Where its slug is taken, it gets a number."""
    check_permission(user, Permission.EDIT_CODEBOOK, team)
    taken = _lock_and_list_slugs(team)
    return _new(replace(pure, slug=unique_slug(pure.slug, taken), version=1), team)


@transaction.atomic
def find_or_import_codebook(user: User, pure: PureCodebook, team: Team | None) -> Codebook:
    """The codebook that means what ``pure`` means, under its name and version: one that is here, else a new one.

    Raises ``CodebookError`` where ``pure`` could not have been typed here, and ``PermissionRefused`` for one that does not ship
    and has no team to belong to.
    """
    pure = replace(parse_codebook(to_dict(pure)), version=pure.version, ships=pure.ships)
    if pure.ships and pure.slug in builtin_slugs():
        here = install_codebook(pure.slug)
        if here.version == pure.version and _semantic_fields(here.pure) == _semantic_fields(pure):
            return here
    if team is None:
        raise PermissionRefused(
            _("The tags of “{title}” belong to a team. Import into a team.").format(title=pure.title)
        )
    check_permission(user, Permission.EDIT_CODEBOOK, team)
    taken = _lock_and_list_slugs(team)
    for codebook in Codebook.objects.filter(team=team, version=pure.version).order_by("pk"):
        if codebook.title == pure.title and _semantic_fields(codebook.pure) == _semantic_fields(pure):
            return codebook
    if Codebook.objects.filter(team=team, slug=pure.slug, version=pure.version).exists():
        pure = replace(pure, slug=unique_slug(pure.slug, taken))
    return _new(pure, team)


@transaction.atomic
def edit_codebook(user: User, codebook: Codebook, pure: PureCodebook) -> Codebook:
    """The codebook as ``pure`` says it: the same row, or a new version where a round uses it and its meaning changes.

    Looks, order and what is archived change in place: marks still mean the same. Tags that ``pure`` leaves out are
    archived. Raises ``StaleCodebookVersion`` when ``codebook`` is not the newest version.
    """
    check_permission(user, Permission.EDIT_CODEBOOK, codebook)
    versions = list(versions_of(codebook).select_for_update())
    if versions[0].pk != codebook.pk:
        raise StaleCodebookVersion(versions[0])
    before = versions[0].pure
    pure = replace(pure, slug=before.slug, version=before.version, tags=_with_left_out(before, pure))
    # Rounds in the bin count: restored, their marks must mean what they meant.
    if (
        _semantic_fields(before) != _semantic_fields(pure)
        and Round.all_objects.filter(codebook=codebook).exists()
    ):
        return _new(replace(pure, version=before.version + 1), codebook.team)
    _rewrite(codebook, pure)
    return Codebook.objects.get(pk=codebook.pk)


@transaction.atomic
def archive_codebook(user: User, codebook: Codebook, archived: bool = True) -> None:
    """Offered for no new round, in any version; rounds that use it go on. Without ``archived`` it is back."""
    check_permission(user, Permission.EDIT_CODEBOOK, codebook)
    versions_of(codebook).update(archived_at=timezone.now() if archived else None)


def _lock_and_list_slugs(team: Team) -> set[str]:
    """The slugs of the team's codebooks, which is locked; raises ``CodebookError`` where it has as many as it may."""
    Team.all_objects.select_for_update().get(pk=team.pk)
    taken = set(Codebook.objects.filter(team=team).values_list("slug", flat=True))
    if len(taken) >= MAX_CODEBOOKS:
        said = TOO_MANY.format(count=len(taken) + 1, most=MAX_CODEBOOKS)
        raise CodebookError([FieldError(None, "team", said)])
    return taken


def _new(pure: PureCodebook, team: Team | None) -> Codebook:
    codebook = Codebook.objects.create(slug=pure.slug, title=pure.title, version=pure.version, team=team)
    Tag.objects.bulk_create(_row(codebook, tag, position) for position, tag in enumerate(pure.tags))
    return codebook


def _row(codebook: Codebook, tag: PureTag, position: int) -> Tag:
    return Tag(
        codebook=codebook,
        slug=tag.slug,
        position=position,
        definition=tag_definition(tag),
        archived=tag.archived,
    )


def _rewrite(codebook: Codebook, pure: PureCodebook) -> None:
    codebook.title = pure.title
    codebook.save(update_fields=["title"])
    rows = {tag.slug: tag for tag in codebook.tags.all()}
    for position, tag in enumerate(pure.tags):
        wanted = _row(codebook, tag, position)
        if tag.slug in rows:
            wanted.pk = rows[tag.slug].pk
            wanted.save(update_fields=["position", "definition", "archived"])
        else:
            wanted.save()


def _with_left_out(before: PureCodebook, pure: PureCodebook) -> tuple[PureTag, ...]:
    """The tags of ``pure``, and behind them those that it leaves out, archived."""
    said = {tag.slug for tag in pure.tags}
    kept = (*pure.tags, *(replace(tag, archived=True) for tag in before.tags if tag.slug not in said))
    if len(kept) > MOST_KEPT:
        raise CodebookError([FieldError(None, "tags", TOO_MANY.format(count=len(kept), most=MOST_KEPT))])
    return kept


def _semantic_fields(codebook: PureCodebook) -> object:
    """What a round relies on: everything but looks, order and what is archived."""
    tags = [
        tuple(
            repr(value)
            for name, value in sorted(tag_definition(tag).items())
            if name not in APPEARANCE_FIELDS
        )
        for tag in codebook.tags
    ]
    return codebook.title, sorted(tags)


DEFAULT_CODEBOOK = "four-tags"


@transaction.atomic
def install_codebook(slug: str = DEFAULT_CODEBOOK) -> Codebook:
    """The codebook in the TOML file of this name, as a row; the same row each time for one version.

    A row that is there keeps what its tags mean, and takes on the looks that they have in the file now.
    """
    pure = read_codebook(slug)
    codebook, new = Codebook.objects.get_or_create(
        team=None, slug=slug, version=pure.version, defaults={"title": pure.title}
    )
    if new:
        Tag.objects.bulk_create(
            Tag(codebook=codebook, slug=tag.slug, position=i, definition=tag_definition(tag))
            for i, tag in enumerate(pure.tags)
        )
    else:
        _refresh_appearance(codebook, pure)
    return codebook


def _refresh_appearance(codebook: Codebook, pure: PureCodebook) -> None:
    looks = {tag.slug: {name: getattr(tag, name) for name in APPEARANCE_FIELDS} for tag in pure.tags}
    for tag in codebook.tags.filter(slug__in=looks):
        wanted = tag.definition | looks[tag.slug]
        if wanted != tag.definition:
            tag.definition = wanted
            tag.save(update_fields=["definition"])
