"""Every change to codebooks: install, copy, import, edit, archive. What marks were made with stays as it was."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import versions_of
from annotate.annotations.actions import install_codebook
from annotate.codebook import LOOKS, definition, shipped
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import Tag as PureTag
from annotate.codebooks.errors import TOO_MANY, CodebookError, Problem
from annotate.codebooks.slugs import free
from annotate.codebooks.toml import plain
from annotate.codebooks.translation import told_codebook
from annotate.codebooks.validation import MOST_KEPT, checked
from annotate.models import Codebook, Round, Tag
from people.models import Team, User
from people.permissions import Refused, require

# A team can hardly look through more, and a program cannot fill the disk.
MOST_CODEBOOKS = 100


class Outdated(ValueError):
    """Somebody has made a newer version since. ``newest`` is that one."""

    def __init__(self, newest: Codebook) -> None:
        said = _("There is a newer version of this codebook: {version}. Change that one.")
        super().__init__(said.format(version=newest.version))
        self.newest = newest


def install_codebooks() -> list[Codebook]:
    """Every codebook that ships, as a row."""
    return [install_codebook(slug) for slug in shipped()]


@transaction.atomic
def copy_codebook(user: User, codebook: Codebook, team: Team) -> Codebook:
    """The tags in use of a visible codebook as the team's own, in the language that ``user`` reads."""
    pure = told_codebook(codebook.pure)
    return import_codebook(user, replace(pure, tags=pure.live), team)


@transaction.atomic
def import_codebook(user: User, pure: PureCodebook, team: Team) -> Codebook:
    """A new codebook of the team. Where its slug is taken, it gets a number."""
    require(user, "edit a codebook", team)
    taken = _taken(team)
    return _new(replace(pure, slug=free(pure.slug, taken), version=1), team)


@transaction.atomic
def bring_codebook(user: User, pure: PureCodebook, team: Team | None) -> Codebook:
    """The codebook that means what ``pure`` means, under its name and version: one that is here, else a new one.

    Raises ``CodebookError`` where ``pure`` could not have been typed here, and ``Refused`` for one that does not ship
    and has no team to belong to.
    """
    pure = replace(checked(plain(pure)), version=pure.version, ships=pure.ships)
    if pure.ships and pure.slug in shipped():
        here = install_codebook(pure.slug)
        if here.version == pure.version and _meaning(here.pure) == _meaning(pure):
            return here
    if team is None:
        raise Refused(
            _("The tags of “{title}” belong to a team. Import into a team.").format(title=pure.title)
        )
    require(user, "edit a codebook", team)
    taken = _taken(team)
    for codebook in Codebook.objects.filter(team=team, version=pure.version).order_by("pk"):
        if codebook.title == pure.title and _meaning(codebook.pure) == _meaning(pure):
            return codebook
    if Codebook.objects.filter(team=team, slug=pure.slug, version=pure.version).exists():
        pure = replace(pure, slug=free(pure.slug, taken))
    return _new(pure, team)


@transaction.atomic
def edit_codebook(user: User, codebook: Codebook, pure: PureCodebook) -> Codebook:
    """The codebook as ``pure`` says it: the same row, or a new version where a round uses it and its meaning changes.

    Looks, order and what is archived change in place: marks still mean the same. Tags that ``pure`` leaves out are
    archived. Raises ``Outdated`` when ``codebook`` is not the newest version.
    """
    require(user, "edit a codebook", codebook)
    versions = list(versions_of(codebook).select_for_update())
    if versions[0].pk != codebook.pk:
        raise Outdated(versions[0])
    before = versions[0].pure
    pure = replace(pure, slug=before.slug, version=before.version, tags=_with_left_out(before, pure))
    # Rounds in the bin count: restored, their marks must mean what they meant.
    if _meaning(before) != _meaning(pure) and Round.all_objects.filter(codebook=codebook).exists():
        return _new(replace(pure, version=before.version + 1), codebook.team)
    _rewrite(codebook, pure)
    return Codebook.objects.get(pk=codebook.pk)


@transaction.atomic
def archive_codebook(user: User, codebook: Codebook, archived: bool = True) -> None:
    """Offered for no new round, in any version; rounds that use it go on. Without ``archived`` it is back."""
    require(user, "edit a codebook", codebook)
    versions_of(codebook).update(archived_at=timezone.now() if archived else None)


def _taken(team: Team) -> set[str]:
    """The slugs of the team's codebooks, which is locked; raises ``CodebookError`` where it has as many as it may."""
    Team.all_objects.select_for_update().get(pk=team.pk)
    taken = set(Codebook.objects.filter(team=team).values_list("slug", flat=True))
    if len(taken) >= MOST_CODEBOOKS:
        said = TOO_MANY.format(count=len(taken) + 1, most=MOST_CODEBOOKS)
        raise CodebookError([Problem(None, "team", said)])
    return taken


def _new(pure: PureCodebook, team: Team | None) -> Codebook:
    codebook = Codebook.objects.create(slug=pure.slug, title=pure.title, version=pure.version, team=team)
    Tag.objects.bulk_create(_row(codebook, tag, position) for position, tag in enumerate(pure.tags))
    return codebook


def _row(codebook: Codebook, tag: PureTag, position: int) -> Tag:
    return Tag(
        codebook=codebook, slug=tag.slug, position=position, definition=definition(tag), archived=tag.archived
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
        raise CodebookError([Problem(None, "tags", TOO_MANY.format(count=len(kept), most=MOST_KEPT))])
    return kept


def _meaning(codebook: PureCodebook) -> object:
    """What a round relies on: everything but looks, order and what is archived."""
    tags = [
        tuple(repr(value) for name, value in sorted(definition(tag).items()) if name not in LOOKS)
        for tag in codebook.tags
    ]
    return codebook.title, sorted(tags)
