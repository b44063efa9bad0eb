"""Match the people, labels and details of a file with those of a team and a codebook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import codebooks_for
from annotate.annotations.actions import MAX_NOTE
from annotate.codebooks.actions import install_codebook
from annotate.codebooks.slugs import slugify_ascii
from annotate.codebooks.translation import translate_codebook
from annotate.models import Codebook
from annotate.tag import DetailsError, check_details
from annotate.tag import Tag as PureTag
from people.models import User
from people.permissions import PermissionRefused
from reports.formats.parsed import Document, ParsedAnnotation, RowProblem
from reports.imports.staging import Summary
from reports.models import Import
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

# What becomes of an annotator, other than the id of a person: somebody new, or nothing.
NEW, SKIP = "new", "skip"
CUT_NOTE = Message("A note of {count} characters was shortened to {most}.")
BAD_DETAILS = Message("The details of a highlight “{tag}” were not imported: {why}")
NO_SUCH_TAGS = N_("This codebook cannot be used for this import.")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An annotator or a label of the file: how many annotations it has, and what becomes of it."""

    name: str
    count: int
    becomes: str


def codebook_of(user: User, import_: Import, chosen: str) -> Codebook:
    """Return the codebook with the ``chosen`` id, or the default one. Raises ``PermissionRefused``."""
    default = install_codebook()
    if not chosen:
        return default
    codebooks = codebooks_for(user, import_.team)
    codebook = next((codebook for codebook in codebooks if str(codebook.pk) == chosen), None)
    if codebook is None:
        raise PermissionRefused(_(NO_SUCH_TAGS))
    return codebook


def people_rows(user: User, import_: Import, summary: Summary, chosen: Mapping[str, str]) -> list[ImportRow]:
    """Return a row per annotator.

    By default an annotator becomes the team member of that name or else somebody new; without a team, the one with the
    most annotations becomes the user.
    """
    if import_.team is None:
        busiest = max(summary.people, key=lambda name: summary.people[name], default="")
        default = {name: str(user.pk) if name == busiest else SKIP for name in summary.people}
    else:
        members: dict[str, list[int]] = {}
        for pk, name in import_.team.people.values_list("pk", "name"):
            members.setdefault(name.casefold(), []).append(pk)
        default = {
            name: str(same[0]) if len(same := members.get(name.casefold(), [])) == 1 else NEW
            for name in summary.people
        }
    return [
        ImportRow(name, count, chosen.get(name) or default[name]) for name, count in summary.people.items()
    ]


def label_rows(codebook: Codebook, summary: Summary, chosen: Mapping[str, str]) -> list[ImportRow]:
    """Return a row per label. By default it becomes the tag of that name, in any spelling, or else is skipped."""
    pure = translate_codebook(codebook.pure)
    tags = {}
    for tag in (*pure.live, *codebook.pure.live):
        tags |= {slugify_ascii(name): tag.slug for name in (tag.slug, tag.name, tag.plural)}
    return [
        ImportRow(label, count, chosen.get(label) or tags.get(slugify_ascii(label), SKIP))
        for label, count in summary.labels.most_common()
    ]


def matching_details(
    pure: Mapping[str, PureTag], tags: Mapping[str, str], document: Document
) -> tuple[Document, list[RowProblem]]:
    """Return the document with the tags of the codebook and valid notes and details, and a problem for each cut.

    ``pure`` are the tags of the codebook by slug; ``tags`` says which slug each label becomes.
    """
    problems: list[RowProblem] = []
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    for annotator, annotations in document.layers.items():
        matched = []
        for annotation in annotations:
            slug = tags.get(annotation.tag, SKIP)
            if slug == SKIP:
                continue
            note, details = annotation.note, dict(annotation.details)
            if len(note) > MAX_NOTE:
                problems.append(RowProblem(document.where, CUT_NOTE.format(count=len(note), most=MAX_NOTE)))
                note = note[:MAX_NOTE]
            try:
                details = check_details(pure[slug], details) if details else details
            except DetailsError as error:
                message = BAD_DETAILS.format(tag=annotation.tag, why=error.args[0])
                problems.append(RowProblem(document.where, message))
                details = {}
            matched.append(replace(annotation, tag=slug, note=note, details=details))
        layers[annotator] = tuple(matched)
    return replace(document, layers=layers), problems


def problem_text(problem: RowProblem) -> tuple[str, str]:
    """Return (where, what) in the language of the request."""
    where = translate(problem.where) if isinstance(problem.where, Message) else problem.where
    return where, translate(problem.message)
