"""What an import would do: the texts, the people and the tags of a file, and what of it cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import codebooks_for
from annotate.annotations.actions import MAX_NOTE
from annotate.codebook import DetailsError, check_details
from annotate.codebook import Tag as PureTag
from annotate.codebooks.actions import install_codebook
from annotate.codebooks.slugs import slugify_ascii
from annotate.codebooks.translation import translate_codebook
from annotate.models import Codebook
from people.models import User
from people.permissions import PermissionRefused
from reports.formats.parsed import Document, ParsedAnnotation, RowProblem
from reports.imports.staging import Summary
from reports.models import Import
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

# What becomes of an annotator, beside the number of a person who is here: somebody new, or nothing.
NEW, SKIP = "new", "skip"
CUT_NOTE = Message("A note of {count} characters was cut to {most}.")
NO_DETAILS = Message("The details of a mark “{tag}” were left out: {why}")
NO_SUCH_TAGS = N_("There are no such tags for this import.")


@dataclass(frozen=True, slots=True)
class Row:
    """An annotator or a label of the file: how many marks it has, and what becomes of it."""

    name: str
    marks: int
    becomes: str


def codebook_of(user: User, import_: Import, wanted: str) -> Codebook:
    """The tags that labels become: those that were asked for by their number, else the default ones."""
    usual = install_codebook()
    if not wanted:
        return usual
    offered = codebooks_for(user, import_.team)
    found = next((codebook for codebook in offered if str(codebook.pk) == wanted), None)
    if found is None:
        raise PermissionRefused(_(NO_SUCH_TAGS))
    return found


def people_rows(user: User, import_: Import, found: Summary, given: Mapping[str, str]) -> list[Row]:
    """Each annotator: who of the same name is in the team, else somebody new; alone, oneself."""
    if import_.team is None:
        most = max(found.people, key=lambda name: found.people[name], default="")
        usual = {name: str(user.pk) if name == most else SKIP for name in found.people}
    else:
        members: dict[str, list[int]] = {}
        for pk, name in import_.team.people.values_list("pk", "name"):
            members.setdefault(name.casefold(), []).append(pk)
        usual = {
            name: str(same[0]) if len(same := members.get(name.casefold(), [])) == 1 else NEW
            for name in found.people
        }
    return [Row(name, marks, given.get(name) or usual[name]) for name, marks in found.people.items()]


def label_rows(codebook: Codebook, found: Summary, given: Mapping[str, str]) -> list[Row]:
    """Each label: the tag of that name, in whatever spelling; else it is left out until somebody says which."""
    pure = translate_codebook(codebook.pure)
    known = {}
    for tag in (*pure.live, *codebook.pure.live):
        known |= {slugify_ascii(name): tag.slug for name in (tag.slug, tag.name, tag.plural)}
    return [
        Row(label, marks, given.get(label) or known.get(slugify_ascii(label), SKIP))
        for label, marks in found.labels.most_common()
    ]


def matching_details(
    pure: Mapping[str, PureTag], tags: Mapping[str, str], document: Document
) -> tuple[Document, list[RowProblem]]:
    """The document with tags of the codebook, ``pure`` by their slugs, notes and details as it takes them.

    And what was cut off.
    """
    problems: list[RowProblem] = []
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    for annotator, marks in document.layers.items():
        kept = []
        for mark in marks:
            slug = tags.get(mark.tag, SKIP)
            if slug == SKIP:
                continue
            note, details = mark.note, dict(mark.details)
            if len(note) > MAX_NOTE:
                problems.append(RowProblem(document.where, CUT_NOTE.format(count=len(note), most=MAX_NOTE)))
                note = note[:MAX_NOTE]
            try:
                details = check_details(pure[slug], details) if details else details
            except DetailsError as error:
                said = NO_DETAILS.format(tag=mark.tag, why=error.args[0])
                problems.append(RowProblem(document.where, said))
                details = {}
            kept.append(ParsedAnnotation(mark.start, mark.end, slug, mark.quote, note, details, mark.id))
        layers[annotator] = tuple(kept)
    return replace(document, layers=layers), problems


def problem_text(problem: RowProblem) -> tuple[str, str]:
    """(where, what) in the language of whoever reads it."""
    where = translate(problem.where) if isinstance(problem.where, Message) else problem.where
    return where, translate(problem.said)
