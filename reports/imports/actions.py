"""Every change to imports: upload a file, apply it, discard it."""

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
from reports.imports.annotations import AnnotationImporter, count_existing_texts
from reports.imports.matching import (
    NEW,
    SKIP,
    ImportRow,
    codebook_of,
    label_rows,
    matching_details,
    people_rows,
    problem_text,
)
from reports.imports.staging import Summary, batches_of, place_documents, read_upload, summary_of
from reports.models import Import
from web.rate_limits import hit_named_limit
from web.values import parse_int

# Uploads that are not applied are discarded after this time.
STAGED_FOR = timedelta(days=1)
# Of one person; the oldest are discarded.
MAX_STAGED = 20
# Earlier imports in which choices are looked up.
MAX_PREVIOUS = 50
NOT_IN_TEAM = N_("The person chosen for “{name}” is not a member.")
NO_SUCH_TAG = N_("This codebook has no tag “{tag}”.")


@dataclass(frozen=True)
class Choices:
    """What becomes of annotators and labels, other than by default, and the codebook."""

    people: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    codebook: str = ""


@dataclass(frozen=True)
class Preview:
    """What ``apply_import`` would do now."""

    summary: Summary
    codebook: Codebook
    people: list[ImportRow]
    tags: list[ImportRow]
    existing: int
    problems: list[RowProblem]

    @property
    def new(self) -> int:
        """Return how many texts are new."""
        return self.summary.documents - self.existing


def upload_import(user: User, name: str, data: bytes, team: Team | None = None) -> Import:
    """Read and store a file until its owner applies or discards it. Raises ``RowError`` if nothing can be read."""
    import_ = Import(owner=user, team=team, name=PurePath(name).name[:255])
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    hit_named_limit(user, "import")
    read_upload(import_, data)
    import_.save()
    staged = Import.objects.filter(owner=user, done_at=None).order_by("-pk")
    expired = staged.filter(created_at__lt=timezone.now() - STAGED_FOR)
    for old in {*expired, *staged[MAX_STAGED:]}:
        discard_import(user, old)
    return import_


def discard_import(user: User, import_: Import) -> None:
    """Delete the file and its import. Articles and annotations that were imported from it stay."""
    file = import_.file
    import_.delete()
    file.delete(save=False)


def preview_import(user: User, import_: Import, choices: Choices) -> Preview:
    """Return what is in the file, and what applying it would do."""
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    return _preview(user, import_, choices)


@transaction.atomic
def apply_import(user: User, import_: Import, choices: Choices) -> Import:
    """Apply all of an import. Applying it again, or importing again what we have, changes nothing."""
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    import_ = Import.objects.select_for_update().get(pk=import_.pk)
    if import_.done_at:
        return import_
    if import_.team_id:
        # One import into a team at a time: two of the same file would both add its articles.
        Team.all_objects.select_for_update().get(pk=import_.team_id)
    preview = _preview(user, import_, choices)
    people = _people(user, import_, preview.people)
    tags = {row.name: row.becomes for row in preview.tags}
    valid = {tag.slug for tag in preview.codebook.tags.all() if not tag.archived} | {SKIP}
    if unknown := set(tags.values()) - valid:
        raise PermissionRefused(_(NO_SUCH_TAG).format(tag=min(unknown)))
    counts, problems = _import_documents(user, import_, preview.codebook, people, tags)
    problems = [*preview.summary.problems, *problems]
    import_.result = counts | {
        "left_out": sum(row.count for row in (*preview.people, *preview.tags) if row.becomes == SKIP),
        "people": {
            hash_name(row.name): str(people[row.name].pk) if row.name in people else SKIP
            for row in preview.people
        },
        "tags": tags,
        "codebook": preview.codebook.pk,
        "problems": [problem_text(problem) for problem in problems[:MAX_PROBLEMS]],
    }
    import_.summary, import_.done_at = None, timezone.now()
    import_.save()
    transaction.on_commit(lambda: import_.file.delete(save=False))
    return import_


def _import_documents(
    user: User, import_: Import, codebook: Codebook, people: dict[str, User], tags: dict[str, str]
) -> tuple[Counter[str], list[RowProblem]]:
    """Import the documents. Return how many articles and annotations are new, and the problems."""
    pure = {tag.slug: tag for tag in translate_codebook(codebook.pure).tags}
    importer = AnnotationImporter(user, import_, codebook, people)
    counts = Counter(articles=0, marks=0)
    problems: list[RowProblem] = []
    with closing(batches_of(import_)) as batches:
        for batch in batches:
            without_record = [document for document in batch if document.record is None]
            placed, unplaced = place_documents(import_, without_record)
            matched = [matching_details(pure, tags, document) for document in placed]
            problems += [*unplaced, *(problem for _document, cut in matched for problem in cut)]
            counts.update(importer.import_documents([document for document, _cut in matched]))
            problems += importer.problems
            importer.problems.clear()
            for document in batch:
                if document.record is not None:
                    counts.update(load_article(user, import_, document.record, people))
            del problems[MAX_PROBLEMS:]
    return counts, problems


def _preview(user: User, import_: Import, choices: Choices) -> Preview:
    summary = summary_of(user, import_)
    codebook = codebook_of(user, import_, choices.codebook)
    previous = previous_choices(import_, codebook, summary)
    return Preview(
        summary,
        codebook,
        people_rows(user, import_, summary, previous.people | choices.people),
        label_rows(codebook, summary, previous.tags | choices.tags),
        count_existing_texts(import_, summary.texts) + summary.placed,
        [*summary.problems, *summary.unplaced],
    )


def hash_name(name: str) -> str:
    """Return the hash under which choices about a name are stored, so that no name outlives the person's erasure."""
    return str(salted_hmac("reports.imports.actions", name).hexdigest())


def previous_choices(import_: Import, codebook: Codebook, summary: Summary) -> Choices:
    """Return the choices of earlier imports for the same names."""
    people: dict[str, str] = {}
    tags: dict[str, str] = {}
    previous = Import.objects.filter(team=import_.team_id, done_at__isnull=False).exclude(pk=import_.pk)
    if import_.team_id is None:
        previous = previous.filter(owner=import_.owner_id)
    for result in previous.order_by("-pk").values_list("result", flat=True)[:MAX_PREVIOUS]:
        people = result["people"] | people
        if result["codebook"] == codebook.pk:
            tags = result["tags"] | tags
    if import_.team is not None:
        valid = {str(pk) for pk in import_.team.people.values_list("pk", flat=True)} | {SKIP}
        people = {name: becomes for name, becomes in people.items() if becomes in valid}
    by_name = {name: people[hash_name(name)] for name in summary.people if hash_name(name) in people}
    return Choices(by_name, tags)


def _people(user: User, import_: Import, rows: list[ImportRow]) -> dict[str, User]:
    """Return the person for each annotator who is not skipped; add placeholder guests for new people."""
    new_names = [row.name for row in rows if row.becomes == NEW]
    if new_names and import_.team is None:
        raise PermissionRefused(
            _(
                "Other people’s highlights can only be imported into a class or a team. Choose one, or "
                "leave them out."
            )
        )
    people = create_placeholder_guests(user, import_.team, new_names) if import_.team else {}
    members = {person.pk: person for person in (import_.team.people.all() if import_.team else [user])}
    for row in rows:
        if row.becomes in (NEW, SKIP):
            continue
        person = members.get(parse_int(row.becomes))
        if person is None:
            raise PermissionRefused(_(NOT_IN_TEAM).format(name=row.name))
        people[row.name] = person
    return people
