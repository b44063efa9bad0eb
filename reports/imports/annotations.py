"""Brings in the marks of other tools: their texts, a round for each, and what is not here yet."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Count, Q

from annotate.access import existing_annotations, existing_ids
from annotate.annotations.actions import AnnotationInput
from annotate.annotations.bulk_import import ImportedLayer, bulk_create_annotations, create_import_rounds
from annotate.models import Annotation, Codebook, Round
from articles.actions import create_frozen_articles
from articles.models import Text
from articles.text.draft import Draft
from people.models import User
from reports.formats.parsed import SHA, Document, ParsedAnnotation, text_key
from reports.models import Import

NAMESPACE = UUID("0f8f8f1e-7d0b-4c62-9f0e-6a3f0a1d6b55")


def texts_here(import_: Import, documents: Iterable[Document]) -> dict[str, Text]:
    """What is there already of these texts in the team, or of one's own: key -> the newest that fits."""
    keys = {text_key(document) for document in documents}
    hashes = [key.removeprefix(SHA) for key in keys if key.startswith(SHA)]
    found: dict[str, Text] = {}
    texts = Text.objects.filter(_whose(import_)).select_related("article__team")
    for some in _batches(hashes):
        for text in texts.filter(sha256__in=some).order_by("pk"):
            found[f"{SHA}{text.sha256}"] = text
    addresses = [key for key in keys if not key.startswith(SHA)]
    for some in _batches(addresses):
        for text in texts.filter(article__url__in=some).order_by("pk"):
            found[text.article.url] = text
    return found


def count_here(import_: Import, keys: Sequence[str]) -> int:
    """How many of these texts, known by their hashes, are there already."""
    texts = Text.objects.filter(_whose(import_))
    hashes = [key.removeprefix(SHA) for key in keys]
    return sum(
        texts.filter(sha256__in=some).aggregate(count=Count("sha256", distinct=True))["count"]
        for some in _batches(hashes)
    )


def _whose(import_: Import) -> Q:
    present = Q(article__deleted_at=None)
    if import_.team_id:
        return Q(present, article__team=import_.team_id)
    return Q(present, article__team=None, article__owner=import_.owner_id)


def _batches(values: list[Any], most: int = 5000) -> list[list[Any]]:
    return [values[at : at + most] for at in range(0, len(values), most)]


class MarksIn:
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
        count = bulk_create_annotations(self.user, brought)
        return {"articles": fresh, "marks": count}

    def _texts(self, documents: list[Document]) -> tuple[list[Text | None], int]:
        there: dict[str, Text] = dict(texts_here(self.import_, documents))
        missing = {text_key(d): d for d in documents if d.text is not None and text_key(d) not in there}
        drafts = [Draft(d.text or "", title=d.title, url=d.url) for d in missing.values()]
        made = create_frozen_articles(self.user, drafts, self.import_.team) if drafts else []
        there |= dict(zip(missing, made, strict=True))
        return [there.get(text_key(document)) for document in documents], len(made)

    def _rounds(self, texts: list[Text]) -> dict[int, Round]:
        """text -> the round of earlier imports with this codebook, or a new one."""
        found: dict[int, Round] = {}
        for some in _batches([text.pk for text in texts]):
            before = Round.objects.filter(text__in=some, codebook=self.codebook, imports__isnull=False)
            for round_ in before.select_related("text__article__team", "codebook").order_by("pk").distinct():
                found[round_.text_id] = round_
        missing = list({text.pk: text for text in texts if text.pk not in found}.values())
        for round_ in create_import_rounds(self.user, missing, self.codebook):
            found[round_.text_id] = round_
        self.import_.rounds.add(*found.values())
        return found

    def _layer(
        self, round_: Round, text: Text, person: User, marks: tuple[ParsedAnnotation, ...]
    ) -> ImportedLayer:
        wanted: dict[UUID, AnnotationInput] = {}
        for mark in marks:
            pk = _own_id(mark) or self._made_id(text, person, mark)
            quote = text.body[mark.start : mark.end]
            wanted.setdefault(
                pk, AnnotationInput(mark.tag, mark.start, mark.end, quote, dict(mark.details), mark.note)
            )
        return ImportedLayer(round_, person, list(wanted.items()))

    def _made_id(self, text: Text, person: User, mark: ParsedAnnotation) -> UUID:
        """The same for the same mark in the same text, so that a second import finds it."""
        return uuid5(NAMESPACE, f"{text.pk} {person.pk} {mark.start} {mark.end} {mark.tag} {mark.note}")

    def _new_ones(self, brought: list[ImportedLayer]) -> list[ImportedLayer]:
        """Without what is here; with another id where somebody else's mark has it."""
        own = {text_pk for each in brought for text_pk in [each.round.text_id]}
        ids = [pk for each in brought for pk, _mark in each.inputs]
        taken: dict[UUID, int] = {}
        binned: set[UUID] = set()
        for some in _batches(ids):
            for pk, text, in_bin in existing_annotations(some):
                taken[pk] = text
                if in_bin:
                    binned.add(pk)
        found = []
        for each in brought:
            kept = []
            for pk, mark in each.inputs:
                if pk not in taken:
                    kept.append((pk, mark))
                elif pk in binned:
                    kept.append((uuid5(pk, f"bin {each.round.pk} {each.annotator.pk}"), mark))
                elif taken[pk] not in own:
                    kept.append((uuid5(pk, f"{each.round.text_id} {each.annotator.pk}"), mark))
            found.append(ImportedLayer(each.round, each.annotator, kept))
        return self._each_once(found, check=bool(taken))

    def _each_once(self, brought: list[ImportedLayer], check: bool) -> list[ImportedLayer]:
        """``check``: some have another id now, which may be here as well."""
        there: set[UUID] = set()
        ids = [pk for each in brought for pk, _mark in each.inputs] if check else []
        for some in _batches(ids):
            there |= existing_ids(Annotation, some)
        found = []
        for each in brought:
            kept = [(pk, mark) for pk, mark in each.inputs if pk not in there]
            there |= {pk for pk, _mark in kept}
            found.append(ImportedLayer(each.round, each.annotator, kept))
        return found


def _own_id(mark: ParsedAnnotation) -> UUID | None:
    """The id that one of our own files gives."""
    try:
        return UUID(mark.id) if len(mark.id) == 36 else None
    except ValueError:
        return None
