"""Remove what is published of a person: their name, their notes, or all that they highlighted.

The earlier content is overwritten, and the version says when something was removed.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from annotate.models import Round
from articles.models import Article
from newsroom.models import PublishedContent, PublishedReader, PublishedVersion, PublishingConsent
from newsroom.publishing.content.changes import what_changed
from newsroom.publishing.content.readers import mentions, without_name, without_notes, without_reader
from newsroom.publishing.content.rendering import render_version
from newsroom.publishing.content.stored_input import input_from_json
from people.models import Team, User
from reports.analysis.report import ReportInput, build


@transaction.atomic
def take_back_consent(article: Article, person: User, names: bool, notes: bool) -> None:
    """Remove the name or the notes of ``person`` from what is published, unless they still agree."""
    taken_back = Q(named=True) if not names else Q(pk__in=[])
    if not notes:
        taken_back |= Q(notes=True)
    for reader in _readers(Q(content__article=article, user=person) & taken_back):
        _remove_name_and_notes(reader, keep_name=names, keep_notes=notes)
    if not names:
        _remove_remarks(Q(article=article), person)


@transaction.atomic
def end_consent(team: Team, person: User) -> None:
    """Take back all that somebody agreed to who has left the team."""
    PublishingConsent.objects.filter(article__team=team, user=person).delete()
    taken_back = Q(named=True) | Q(notes=True)
    for reader in _readers(Q(content__article__team=team, user=person) & taken_back):
        _remove_name_and_notes(reader)
    _remove_remarks(Q(article__team=team), person)


@transaction.atomic
def erase_reader(team: Team, person: User, keep_annotations: bool) -> None:
    """Remove somebody who was erased from what the team has published, and forget which reader they were."""
    PublishingConsent.objects.filter(article__team=team, user=person).delete()
    for reader in _readers(Q(content__article__team=team, user=person)):
        if keep_annotations:
            _remove_name_and_notes(reader)
        else:
            label = reader.label
            _rewrite(reader.content, lambda source, label=label: without_reader(source, label))
        reader.delete()
    _remove_remarks(Q(article__team=team), person)


@transaction.atomic
def forget_readers(round_: Round) -> None:
    """Remove all names and notes from what is published of a round that is deleted, and forget who its readers were.

    The published report stays: nobody can be found in it any more.
    """
    for reader in _readers(Q(content__article=round_.text.article_id)):
        rounds = input_from_json(reader.content.source).context.rounds
        if round_.pk in {facts.id for facts in rounds}:
            _remove_name_and_notes(reader)
            reader.delete()


def _remove_remarks(condition: Q, person: User) -> None:
    """Delete the correction notes and the reasons of withdrawals that name ``person``."""
    contents = PublishedContent.objects.filter(condition).exclude(note="", version__withdrawal_reason="")
    for content in contents.select_related("version").only("note", "version__withdrawal_reason"):
        version = content.version
        in_note = mentions(content.note, person.name)
        in_reason = mentions(version.withdrawal_reason, person.name)
        if in_note:
            PublishedContent.objects.filter(pk=content.pk).update(note="")
        if in_reason:
            PublishedVersion.objects.filter(pk=version.pk).update(withdrawal_reason="")
        if in_note or in_reason:
            PublishedVersion.objects.filter(pk=version.pk).update(redacted_at=timezone.now())


def _readers(condition: Q) -> QuerySet[PublishedReader]:
    """Return the readers, older versions first, locked with the content that they are in."""
    readers = PublishedReader.objects.select_for_update(of=("self", "content")).filter(condition)
    related = readers.select_related("content__version", "content__article__team")
    return related.order_by("content__version__number", "pk")


def _remove_name_and_notes(
    reader: PublishedReader, keep_name: bool = False, keep_notes: bool = False
) -> None:
    content, label = reader.content, reader.label
    if reader.notes and not keep_notes:
        _rewrite(content, lambda source: without_notes(source, label))
        reader.notes = False
    if reader.named and not keep_name:
        with translation.override(content.language):
            pseudonym = _("Reader {number}").format(number=reader.number)
        _rewrite(content, lambda source: without_name(source, label, pseudonym))
        reader.label, reader.named = pseudonym, False
    reader.save(update_fields=["label", "named", "notes"])


def _rewrite(content: PublishedContent, change: Callable[[ReportInput], ReportInput]) -> None:
    """Replace the content by what the changed report says, if it says anything else."""
    # Another reader of the same version may just have been removed.
    content.refresh_from_db(fields=["source"])
    before = input_from_json(content.source)
    source = change(before)
    if source == before:
        return
    with translation.override(content.language):
        rendered = render_version(source, content.article.group_kind, content.whole_text)
    content.source, content.data, content.page = rendered.source, rendered.data, rendered.page
    content.sha256 = rendered.sha256
    content.save(update_fields=["source", "data", "page", "sha256"])
    PublishedVersion.objects.filter(pk=content.version_id).update(redacted_at=timezone.now())
    number = content.version.number
    _compare_again(content.article, number)
    _compare_again(content.article, number + 1)


def _compare_again(article: Article, number: int) -> None:
    """Write down anew what differs between a version and the one before, where both exist."""
    contents = {
        content.version.number: content
        for content in PublishedContent.objects.select_related("version").filter(
            article=article, version__number__in=(number - 1, number)
        )
    }
    if len(contents) < 2:
        return
    old, new = (build(input_from_json(contents[key].source)) for key in (number - 1, number))
    with translation.override(contents[number].language):
        contents[number].differences = what_changed(old, new)
    contents[number].save(update_fields=["differences"])
