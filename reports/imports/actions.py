"""Every change by imports: put a file before somebody, take it over, drop it."""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.codebooks.translation import translate_codebook
from annotate.models import Codebook
from people.actions.guests import create_placeholder_guests
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from reports.archive.load import load_article
from reports.formats.parsed import MAX_PROBLEMS, RowProblem
from reports.imports.annotations import MarksIn, count_here
from reports.imports.matching import (
    NEW,
    SKIP,
    Row,
    codebook_of,
    label_rows,
    matching_details,
    people_rows,
    problem_text,
)
from reports.imports.staging import Summary, batches_of, place, read_upload, summary_of
from reports.models import Import
from web.rate_limits import hit_named_limit
from web.values import parse_int

# What nobody has taken over in a day, nobody wants.
FORGOTTEN = timedelta(days=1)
# Of one person so many files wait at a time: of more, the oldest go.
MAX_STAGED = 20
MAX_REMEMBERED = 50
NOT_IN_TEAM = N_("Whoever “{name}” shall be is not in this team.")
NO_SUCH_TAG = N_("There is no tag “{tag}” here.")


@dataclass(frozen=True)
class Choices:
    """What becomes of annotators and labels, where it is not what is usual, and by which codebook."""

    people: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    codebook: str = ""


@dataclass(frozen=True)
class Preview:
    """What ``apply_import`` would do now."""

    found: Summary
    codebook: Codebook
    people: list[Row]
    tags: list[Row]
    here: int
    problems: list[RowProblem]

    @property
    def new(self) -> int:
        """Texts that are not here yet."""
        return self.found.documents - self.here


def upload_import(user: User, name: str, data: bytes, team: Team | None = None) -> Import:
    """Keep a file until its owner has looked at what is in it. Raises ``RowError`` where nothing can be read."""
    import_ = Import(owner=user, team=team, name=PurePath(name).name[:255])
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    hit_named_limit(user, "import")
    read_upload(import_, data)
    import_.save()
    waiting = Import.objects.filter(owner=user, done_at=None).order_by("-pk")
    forgotten = waiting.filter(created_at__lt=timezone.now() - FORGOTTEN)
    for old in {*forgotten, *waiting[MAX_STAGED:]}:
        discard_import(user, old)
    return import_


def discard_import(user: User, import_: Import) -> None:
    """The file is gone. What was taken over from it stays."""
    file = import_.file
    import_.delete()
    file.delete(save=False)


def preview_import(user: User, import_: Import, choices: Choices) -> Preview:
    """What is in the file, and what would become of it."""
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    return _preview(user, import_, choices)


@transaction.atomic
def apply_import(user: User, import_: Import, choices: Choices) -> Import:
    """All of it or nothing. A second time changes nothing; nor does another import of what is here already."""
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    import_ = Import.objects.select_for_update().get(pk=import_.pk)
    if import_.done_at:
        return import_
    if import_.team_id:
        # One import into a team at a time: two of the same file would both find it missing.
        Team.all_objects.select_for_update().get(pk=import_.team_id)
    seen = _preview(user, import_, choices)
    people = _people(user, import_, seen.people)
    tags = {row.name: row.becomes for row in seen.tags}
    known = {tag.slug for tag in seen.codebook.tags.all() if not tag.archived} | {SKIP}
    if wrong := set(tags.values()) - known:
        raise PermissionRefused(_(NO_SUCH_TAG).format(tag=min(wrong)))
    counts, problems = _take(user, import_, seen, people, tags)
    problems = [*seen.found.problems, *problems]
    import_.taken = counts | {
        "left_out": sum(row.marks for row in (*seen.people, *seen.tags) if row.becomes == SKIP),
        "people": {
            hash_name(row.name): str(people[row.name].pk) if row.name in people else SKIP
            for row in seen.people
        },
        "tags": tags,
        "codebook": seen.codebook.pk,
        "problems": [problem_text(problem) for problem in problems[:MAX_PROBLEMS]],
    }
    import_.summary, import_.done_at = None, timezone.now()
    import_.save()
    # What was taken over is here; of what was not, nothing is kept.
    transaction.on_commit(lambda: import_.file.delete(save=False))
    return import_


def _take(
    user: User, import_: Import, seen: Preview, people: dict[str, User], tags: dict[str, str]
) -> tuple[Counter[str], list[RowProblem]]:
    """How many articles and marks are new, and what was not taken; some documents at a time."""
    pure = {tag.slug: tag for tag in translate_codebook(seen.codebook.pure).tags}
    marks_in = MarksIn(user, import_, seen.codebook, people)
    counts = Counter(articles=0, marks=0)
    problems: list[RowProblem] = []
    with closing(batches_of(import_)) as batches:
        for some in batches:
            placed, bad = place(import_, [document for document in some if document.record is None])
            fitted = [matching_details(pure, tags, document) for document in placed]
            problems += [*bad, *(problem for _document, cut in fitted for problem in cut)]
            counts.update(marks_in.take([document for document, _cut in fitted]))
            for document in some:
                if document.record is not None:
                    counts.update(load_article(user, import_, document.record, people))
            del problems[MAX_PROBLEMS:]
    return counts, problems


def _preview(user: User, import_: Import, choices: Choices) -> Preview:
    found = summary_of(user, import_)
    codebook = codebook_of(user, import_, choices.codebook)
    before = previous_choices(import_, codebook, found)
    return Preview(
        found,
        codebook,
        people_rows(user, import_, found, before.people | choices.people),
        label_rows(codebook, found, before.tags | choices.tags),
        count_here(import_, found.texts) + found.placed,
        [*found.problems, *found.unplaced],
    )


def hash_name(name: str) -> str:
    """By what a name is remembered: it is found again, and cannot be read, for whoever it was may be erased."""
    return str(salted_hmac("reports.imports.actions", name).hexdigest())


def previous_choices(import_: Import, codebook: Codebook, found: Summary) -> Choices:
    """What became of the same names in what was imported here before: a second import finds the same people."""
    people: dict[str, str] = {}
    tags: dict[str, str] = {}
    before = Import.objects.filter(team=import_.team_id, done_at__isnull=False).exclude(pk=import_.pk)
    if import_.team_id is None:
        before = before.filter(owner=import_.owner_id)
    for taken in before.order_by("-pk").values_list("taken", flat=True)[:MAX_REMEMBERED]:
        people = taken["people"] | people
        if taken["codebook"] == codebook.pk:
            tags = taken["tags"] | tags
    if import_.team is not None:
        there = {str(pk) for pk in import_.team.people.values_list("pk", flat=True)} | {SKIP}
        people = {name: becomes for name, becomes in people.items() if becomes in there}
    known = {name: people[hash_name(name)] for name in found.people if hash_name(name) in people}
    return Choices(known, tags)


def _people(user: User, import_: Import, rows: list[Row]) -> dict[str, User]:
    """annotator -> who they are here; who is left out is not among them."""
    fresh = [row.name for row in rows if row.becomes == NEW]
    if fresh and import_.team is None:
        raise PermissionRefused(
            _("Only a team has room for other people. Import into a team, or leave them out.")
        )
    people = create_placeholder_guests(user, import_.team, fresh) if import_.team else {}
    members = {person.pk: person for person in (import_.team.people.all() if import_.team else [user])}
    for row in rows:
        if row.becomes in (NEW, SKIP):
            continue
        person = members.get(parse_int(row.becomes))
        if person is None:
            raise PermissionRefused(_(NOT_IN_TEAM).format(name=row.name))
        people[row.name] = person
    return people
