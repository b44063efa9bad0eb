"""Every change by imports: put a file before somebody, take it over, drop it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from annotate.actions import Mark
from annotate.bringing import VERB, Brought, add_rounds, bring
from annotate.models import Annotation, Codebook, Round
from articles.actions import add_frozen
from articles.draft import Draft
from articles.models import Text
from people.joining import add_absent
from people.models import Team, User
from people.permissions import Refused, require
from reports.importing import (
    NEW,
    NOT_HERE,
    SKIP,
    Row,
    Understood,
    codebook_of,
    fitting,
    label_rows,
    people_rows,
    said,
    texts_named,
    understood,
)
from reports.incoming import Document, InMark, Problem, settled
from reports.models import Import
from reports.restoring import restore

# What nobody has taken over in a day, nobody wants.
FORGOTTEN = timedelta(days=1)
MOST_PROBLEMS = 1000
MOST_REMEMBERED = 50
SHA = "urn:sha256:"


@dataclass(frozen=True)
class Choices:
    """What becomes of annotators and labels, where it is not what is usual, and by which codebook."""

    people: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    codebook: str = ""


@dataclass(frozen=True)
class Preview:
    """What ``take_over`` would do now."""

    found: Understood
    codebook: Codebook
    people: list[Row]
    tags: list[Row]
    here: int
    problems: list[Problem]

    @property
    def new(self) -> int:
        """Texts that are not here yet."""
        return len(self.found.documents) - self.here


def stage(user: User, name: str, data: bytes, team: Team | None = None) -> Import:
    """Keep a file until its owner has looked at what is in it. Raises ``BadRow`` where nothing can be read."""
    import_ = Import(owner=user, team=team, name=PurePath(name).name[:255])
    require(user, VERB, import_)
    import_.found = understood(import_.name, data)
    for old in Import.objects.filter(owner=user, done_at=None, created_at__lt=timezone.now() - FORGOTTEN):
        drop(user, old)
    import_.file.save(uuid4().hex, ContentFile(data), save=False)
    import_.save()
    return import_


def drop(user: User, import_: Import) -> None:
    """The file is gone. What was taken over from it stays."""
    file = import_.file
    import_.delete()
    file.delete(save=False)


def preview(user: User, import_: Import, choices: Choices) -> Preview:
    """What is in the file, and what would become of it."""
    require(user, VERB, import_)
    return _preview(user, import_, choices)


@transaction.atomic
def take_over(user: User, import_: Import, choices: Choices) -> Import:
    """All of it or nothing. A second time changes nothing; nor does another import of what is here already."""
    require(user, VERB, import_)
    found = import_.found
    import_ = Import.objects.select_for_update().get(pk=import_.pk)
    import_.found = found
    if import_.done_at:
        return import_
    if import_.team_id:
        # One import into a team at a time: two of the same file would both find it missing.
        Team.objects.select_for_update().get(pk=import_.team_id)
    seen = _preview(user, import_, choices)
    problems = list(seen.problems)
    plain = [document for document in seen.found.documents if document.record is None]
    people = _people(user, import_, seen.people)
    tags = {row.name: row.becomes for row in seen.tags}
    known = {tag.slug for tag in seen.codebook.tags.all() if not tag.archived} | {SKIP}
    if wrong := set(tags.values()) - known:
        raise Refused(_("There is no tag “{tag}” here.").format(tag=min(wrong)))
    documents = []
    for document in plain:
        fitted, cut = fitting(seen.codebook, tags, document)
        documents.append(fitted)
        problems += cut
    taken = _Taken(user, import_, seen.codebook, people)
    counts = taken.take(documents)
    for document in seen.found.documents:
        if document.record is not None:
            for name, count in restore(user, import_, document.record, people).items():
                counts[name] = counts.get(name, 0) + count
    import_.taken = counts | {
        "left_out": sum(row.marks for row in (*seen.people, *seen.tags) if row.becomes == SKIP),
        "people": {
            veiled(row.name): str(people[row.name].pk) if row.name in people else SKIP for row in seen.people
        },
        "tags": tags,
        "codebook": seen.codebook.pk,
        "problems": [said(problem) for problem in problems[:MOST_PROBLEMS]],
    }
    import_.done_at = timezone.now()
    import_.save()
    # What was taken over is here; of what was not, nothing is kept.
    transaction.on_commit(lambda: import_.file.delete(save=False))
    return import_


def _preview(user: User, import_: Import, choices: Choices) -> Preview:
    if import_.found is None:
        with import_.file.open() as file:
            import_.found = understood(import_.name, file.read())
    found = import_.found
    codebook = codebook_of(user, import_, choices.codebook)
    texts = _texts_here(import_, found.documents)
    problems = list(found.problems)
    documents, here = [], 0
    for document in found.documents:
        text = texts.get(_key(document))
        here += text is not None
        if document.text is not None:
            documents.append(document)
        elif text is not None:
            fitted, bad = settled(replace(document, text=text.body))
            documents.append(fitted)
            problems += bad
        else:
            problems.append(Problem(document.where, NOT_HERE.format(source=document.source)))
    found = replace(found, documents=tuple(documents))
    before = remembered(import_, codebook, found)
    return Preview(
        found,
        codebook,
        people_rows(user, import_, found, before.people | choices.people),
        label_rows(codebook, found, before.tags | choices.tags),
        here,
        problems,
    )


def veiled(name: str) -> str:
    """By what a name is remembered: it is found again, and cannot be read, for whoever it was may be erased."""
    return str(salted_hmac("reports.import_actions", name).hexdigest())


def remembered(import_: Import, codebook: Codebook, found: Understood) -> Choices:
    """What became of the same names in what was imported here before: a second import finds the same people."""
    people: dict[str, str] = {}
    tags: dict[str, str] = {}
    before = Import.objects.filter(team=import_.team_id, done_at__isnull=False).exclude(pk=import_.pk)
    if import_.team_id is None:
        before = before.filter(owner=import_.owner_id)
    for taken in before.order_by("-pk").values_list("taken", flat=True)[:MOST_REMEMBERED]:
        people = taken["people"] | people
        if taken["codebook"] == codebook.pk:
            tags = taken["tags"] | tags
    if import_.team is not None:
        there = {str(pk) for pk in import_.team.people.values_list("pk", flat=True)} | {SKIP}
        people = {name: becomes for name, becomes in people.items() if becomes in there}
    known = {name: people[veiled(name)] for name in found.people if veiled(name) in people}
    return Choices(known, tags)


def _people(user: User, import_: Import, rows: list[Row]) -> dict[str, User]:
    """annotator -> who they are here; who is left out is not among them."""
    fresh = [row.name for row in rows if row.becomes == NEW]
    if fresh and import_.team is None:
        raise Refused(_("Only a team has room for other people. Import into a team, or leave them out."))
    people = add_absent(user, import_.team, fresh) if import_.team else {}
    members = {person.pk: person for person in (import_.team.people.all() if import_.team else [user])}
    for row in rows:
        if row.becomes in (NEW, SKIP):
            continue
        person = members.get(int(row.becomes)) if row.becomes.isdecimal() else None
        if person is None:
            raise Refused(_("Whoever “{name}” shall be is not in this team.").format(name=row.name))
        people[row.name] = person
    return people


def _key(document: Document) -> str:
    """By what a text is known: its hash, or what a document without one says."""
    if document.text is None:
        return document.source
    return f"{SHA}{hashlib.sha256(document.text.encode()).hexdigest()}"


def _texts_here(import_: Import, documents: tuple[Document, ...] | list[Document]) -> dict[str, Text]:
    """What is there already of these texts in the team, or of one's own: key -> the newest that fits."""
    whose = (
        Q(article__team=import_.team)
        if import_.team_id
        else Q(article__team=None, article__owner=import_.owner)
    )
    hashes = [key.removeprefix(SHA) for key in map(_key, documents) if key.startswith(SHA)]
    found: dict[str, Text] = {}
    texts = Text.objects.filter(whose).select_related("article__team")
    for some in _batches(hashes):
        for text in texts.filter(sha256__in=some).order_by("pk"):
            found[f"{SHA}{text.sha256}"] = text
    addresses = [source for source in texts_named(documents) if not source.startswith(SHA)]
    for some in _batches(addresses):
        for text in texts.filter(article__url__in=some).order_by("pk"):
            found[text.article.url] = text
    return found


def _batches(values: list[Any], most: int = 5000) -> list[list[Any]]:
    return [values[at : at + most] for at in range(0, len(values), most)]


class _Taken:
    """Marks on texts, as most tools write them."""

    def __init__(self, user: User, import_: Import, codebook: Codebook, people: dict[str, User]) -> None:
        self.user, self.import_, self.codebook, self.people = user, import_, codebook, people

    def take(self, documents: list[Document]) -> dict[str, Any]:
        """How many articles and marks are new."""
        texts, fresh = self._texts(documents)
        rounds = self._rounds([text for text in texts if text is not None])
        brought = []
        for document, text in zip(documents, texts, strict=True):
            if text is not None:
                for annotator, marks in document.layers.items():
                    if marks and annotator in self.people:
                        brought.append(self._layer(rounds[text.pk], text, self.people[annotator], marks))
        brought = self._new_ones(brought)
        count = bring(self.user, brought)
        return {"articles": fresh, "marks": count}

    def _texts(self, documents: list[Document]) -> tuple[list[Text | None], int]:
        there: dict[str, Text] = dict(_texts_here(self.import_, documents))
        missing = {_key(d): d for d in documents if d.text is not None and _key(d) not in there}
        drafts = [Draft(d.text or "", title=d.title, url=d.url) for d in missing.values()]
        made = add_frozen(self.user, drafts, self.import_.team) if drafts else []
        there |= dict(zip(missing, made, strict=True))
        return [there.get(_key(document)) for document in documents], len(made)

    def _rounds(self, texts: list[Text]) -> dict[int, Round]:
        """text -> the round of earlier imports with this codebook, or a new one."""
        found: dict[int, Round] = {}
        for some in _batches([text.pk for text in texts]):
            before = Round.objects.filter(text__in=some, codebook=self.codebook, imports__isnull=False)
            for round_ in before.select_related("text__article__team", "codebook").order_by("pk").distinct():
                found[round_.text_id] = round_
        missing = list({text.pk: text for text in texts if text.pk not in found}.values())
        for round_ in add_rounds(self.user, missing, self.codebook):
            found[round_.text_id] = round_
        self.import_.rounds.add(*found.values())
        return found

    def _layer(self, round_: Round, text: Text, person: User, marks: tuple[InMark, ...]) -> Brought:
        wanted: dict[UUID, Mark] = {}
        for mark in marks:
            pk = _own_id(mark) or self._made_id(text, person, mark)
            quote = text.body[mark.start : mark.end]
            wanted.setdefault(pk, Mark(mark.tag, mark.start, mark.end, quote, dict(mark.details), mark.note))
        return Brought(round_, person, list(wanted.items()))

    def _made_id(self, text: Text, person: User, mark: InMark) -> UUID:
        """The same for the same mark in the same text, so that a second import finds it."""
        return uuid5(_NAMESPACE, f"{text.pk} {person.pk} {mark.start} {mark.end} {mark.tag} {mark.note}")

    def _new_ones(self, brought: list[Brought]) -> list[Brought]:
        """Without what is here; with another id where somebody else's mark has it."""
        own = {text_pk for each in brought for text_pk in [each.round.text_id]}
        ids = [pk for each in brought for pk, _mark in each.marks]
        taken: dict[UUID, int] = {}
        for some in _batches(ids):
            rows = Annotation.objects.filter(pk__in=some).values_list("pk", "layer__round__text")
            taken |= dict(rows)
        found = []
        for each in brought:
            kept = []
            for pk, mark in each.marks:
                if pk not in taken:
                    kept.append((pk, mark))
                elif taken[pk] not in own:
                    kept.append((uuid5(pk, f"{each.round.text_id} {each.annotator.pk}"), mark))
            found.append(Brought(each.round, each.annotator, kept))
        return self._each_once(found, check=bool(taken))

    def _each_once(self, brought: list[Brought], check: bool) -> list[Brought]:
        """``check``: some have another id now, which may be here as well."""
        there: set[UUID] = set()
        ids = [pk for each in brought for pk, _mark in each.marks] if check else []
        for some in _batches(ids):
            there |= set(Annotation.objects.filter(pk__in=some).values_list("pk", flat=True))
        found = []
        for each in brought:
            kept = [(pk, mark) for pk, mark in each.marks if pk not in there]
            there |= {pk for pk, _mark in kept}
            found.append(Brought(each.round, each.annotator, kept))
        return found


_NAMESPACE = UUID("0f8f8f1e-7d0b-4c62-9f0e-6a3f0a1d6b55")


def _own_id(mark: InMark) -> UUID | None:
    """The id that one of our own files gives."""
    try:
        return UUID(mark.id) if len(mark.id) == 36 else None
    except ValueError:
        return None
