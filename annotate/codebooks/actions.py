"""Install, copy, import, edit and archive codebooks. The meaning of existing annotations never changes."""

import json
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import versions_of
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import builtin_slugs, read_codebook
from annotate.codebooks.errors import LENGTHS, TOO_MANY, CodebookError, FieldError
from annotate.codebooks.former_wording import REWORDED, current_wording
from annotate.codebooks.slugs import unique_slug
from annotate.codebooks.toml import to_dict
from annotate.codebooks.translation import translate_codebook
from annotate.codebooks.validation import MAX_STORED_TAGS, parse_codebook
from annotate.models import Codebook, Round, Tag
from annotate.tag import APPEARANCE_FIELDS, tag_definition
from annotate.tag import Tag as PureTag
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from web.errors import ProblemError

# A team can hardly look through more, and a program cannot fill the disk.
MAX_CODEBOOKS = 100
# Of the slugs of people's own codebooks; no built-in one begins like this.
OWN_PREFIX = "own-"


class StaleCodebookVersion(ProblemError, ValueError):
    """There is a newer version of the codebook, ``newest``."""

    status = 409
    code = "outdated-codebook"

    def __init__(self, newest: Codebook) -> None:
        message = _("There is a newer version of this codebook, version {version}. Edit that one.")
        super().__init__(message.format(version=newest.version))
        self.newest = newest

    def extensions(self) -> dict[str, int]:
        """Return the id of the newest version."""
        return {"newest": self.newest.pk}


def install_codebooks() -> list[Codebook]:
    """Install all built-in codebooks and return them."""
    return [install_codebook(slug) for slug in builtin_slugs()]


@transaction.atomic
def copy_codebook(user: User, codebook: Codebook, team: Team) -> Codebook:
    """Copy the tags in use of a visible codebook to a team, in the user's language."""
    pure = translate_codebook(codebook.pure)
    return import_codebook(user, replace(pure, tags=pure.live), team)


@transaction.atomic
def import_codebook(user: User, pure: PureCodebook, team: Team) -> Codebook:
    """Create a codebook of the team. If its slug is used already, append a number."""
    check_permission(user, Permission.EDIT_CODEBOOK, team)
    used_slugs = _lock_and_list_slugs(team)
    return _create(replace(pure, slug=unique_slug(pure.slug, used_slugs), version=1), team)


@transaction.atomic
def find_or_import_codebook(user: User, pure: PureCodebook, team: Team | None) -> Codebook:
    """Return a codebook with the title, version and meaning of ``pure``, creating it if there is none.

    Raise CodebookError if ``pure`` is invalid, PermissionRefused if it is not built in and there is no ``team``.
    """
    pure = _parse_again(pure)
    if installed := _find_installed(pure):
        return installed
    if team is None:
        raise PermissionRefused(
            _("The codebook “{title}” needs a class or team. Choose one for the import.").format(
                title=pure.title
            )
        )
    check_permission(user, Permission.EDIT_CODEBOOK, team)
    return _find_or_create(pure, _lock_and_list_slugs(team), {"team": team, "owner": None})


@transaction.atomic
def find_or_import_own_codebook(user: User, pure: PureCodebook) -> Codebook:
    """Return a codebook with the title, version and meaning of ``pure`` for lessons that belong to ``user`` alone.

    Raise CodebookError if ``pure`` is invalid, or if they have too many.
    """
    pure = _parse_again(pure)
    if installed := _find_installed(pure):
        return installed
    # One lock for all people: without a team, a slug is given once, as those of built-in codebooks are.
    Codebook.objects.select_for_update().get(pk=install_codebook().pk)
    _check_room(set(Codebook.objects.filter(owner=user).values_list("slug", flat=True)))
    used_slugs = set(Codebook.objects.filter(team=None).values_list("slug", flat=True))
    slug = OWN_PREFIX + pure.slug.removeprefix(OWN_PREFIX)
    pure = replace(pure, slug=slug[: LENGTHS["slug"]].strip("-"))
    return _find_or_create(pure, used_slugs, {"owner": user, "team": None})


def _parse_again(pure: PureCodebook) -> PureCodebook:
    return replace(parse_codebook(to_dict(pure)), version=pure.version, ships=pure.ships)


def _find_installed(pure: PureCodebook) -> Codebook | None:
    """Return the built-in codebook that ``pure`` is."""
    if pure.ships and pure.slug in builtin_slugs():
        pure = current_wording(pure)
        installed = install_codebook(pure.slug)
        if installed.version == pure.version and _semantic_fields(installed.pure) == _semantic_fields(pure):
            return installed
    return None


def _find_or_create(
    pure: PureCodebook, used_slugs: set[str], belongs_to: dict[str, Team | User | None]
) -> Codebook:
    if pure.ships and pure.slug in builtin_slugs():
        pure = current_wording(pure)
    for codebook in Codebook.objects.filter(**belongs_to, version=pure.version).order_by("pk"):
        if codebook.title == pure.title and _semantic_fields(codebook.pure) == _semantic_fields(pure):
            return codebook
    same_version = Codebook.objects.filter(team=belongs_to["team"], slug=pure.slug, version=pure.version)
    if same_version.exists() or (belongs_to["owner"] and pure.slug in used_slugs):
        pure = replace(pure, slug=unique_slug(pure.slug, used_slugs))
    return _create(pure, **belongs_to)


@transaction.atomic
def edit_codebook(user: User, codebook: Codebook, pure: PureCodebook) -> Codebook:
    """Change a codebook to ``pure``: in place, or as a new version if a round uses it and its meaning changes.

    Looks, order and archived tags always change in place. Tags that ``pure`` leaves out are archived. Raise
    StaleCodebookVersion if ``codebook`` is not the newest version.
    """
    check_permission(user, Permission.EDIT_CODEBOOK, codebook)
    versions = list(versions_of(codebook).select_for_update())
    if versions[0].pk != codebook.pk:
        raise StaleCodebookVersion(versions[0])
    current = versions[0].pure
    pure = replace(pure, slug=current.slug, version=current.version, tags=_with_left_out(current, pure))
    # Rounds in the bin count: once restored, their annotations must mean what they meant.
    if (
        _semantic_fields(current) != _semantic_fields(pure)
        and Round.all_objects.filter(codebook=codebook).exists()
    ):
        return _create(replace(pure, version=current.version + 1), codebook.team)
    _rewrite(codebook, pure)
    return Codebook.objects.get(pk=codebook.pk)


@transaction.atomic
def archive_codebook(user: User, codebook: Codebook, archived: bool = True) -> None:
    """Archive all versions of a codebook, or restore them. Archived ones are not offered for new rounds."""
    check_permission(user, Permission.EDIT_CODEBOOK, codebook)
    versions_of(codebook).update(archived_at=timezone.now() if archived else None)


def _lock_and_list_slugs(team: Team) -> set[str]:
    """Lock the team and return the slugs of its codebooks. Raise CodebookError if it may have no more of them."""
    Team.all_objects.select_for_update().get(pk=team.pk)
    slugs = set(Codebook.objects.filter(team=team).values_list("slug", flat=True))
    _check_room(slugs)
    return slugs


def _check_room(slugs: set[str]) -> None:
    if len(slugs) >= MAX_CODEBOOKS:
        message = TOO_MANY.format(count=len(slugs) + 1, most=MAX_CODEBOOKS)
        raise CodebookError([FieldError(None, "team", message)])


def _create(pure: PureCodebook, team: Team | None = None, owner: User | None = None) -> Codebook:
    codebook = Codebook.objects.create(
        slug=pure.slug, title=pure.title, version=pure.version, team=team, owner=owner
    )
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
        row = _row(codebook, tag, position)
        if tag.slug in rows:
            row.pk = rows[tag.slug].pk
            row.save(update_fields=["position", "definition", "archived"])
        else:
            row.save()


def _with_left_out(current: PureCodebook, pure: PureCodebook) -> tuple[PureTag, ...]:
    """Return the tags of ``pure``, followed by those of ``current`` that it leaves out, archived."""
    slugs = {tag.slug for tag in pure.tags}
    tags = (*pure.tags, *(replace(tag, archived=True) for tag in current.tags if tag.slug not in slugs))
    if len(tags) > MAX_STORED_TAGS:
        raise CodebookError(
            [FieldError(None, "tags", TOO_MANY.format(count=len(tags), most=MAX_STORED_TAGS))]
        )
    return tags


def _semantic_fields(codebook: PureCodebook) -> object:
    """Return what annotations rely on: everything but looks, order and which tags are archived.

    Also the order of choices is left out: PostgreSQL does not keep it.
    """
    tags = [
        tuple(
            json.dumps(value, sort_keys=True)
            for name, value in sorted(tag_definition(tag).items())
            if name not in APPEARANCE_FIELDS
        )
        for tag in codebook.tags
    ]
    return codebook.title, sorted(tags)


DEFAULT_CODEBOOK = "four-tags"


@transaction.atomic
def install_codebook(slug: str = DEFAULT_CODEBOOK) -> Codebook:
    """Return the row of the codebook in the TOML file of this name, creating it for a new version.

    An existing row keeps the meaning of its tags and gets the looks and the wording that the file has now.
    """
    pure = read_codebook(slug)
    codebook, new = Codebook.objects.get_or_create(
        team=None, owner=None, slug=slug, version=pure.version, defaults={"title": pure.title}
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
        reworded = {
            name: REWORDED[text]
            for name, text in tag.definition.items()
            if isinstance(text, str) and text in REWORDED
        }
        definition = tag.definition | reworded | looks[tag.slug]
        if definition != tag.definition:
            tag.definition = definition
            tag.save(update_fields=["definition"])
