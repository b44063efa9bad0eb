"""Import the annotations of other tools: texts, a round for each of them, and annotations that are new."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Count, Q

from annotate.access import existing_annotations, existing_ids
from annotate.annotations.actions import AnnotationInput
from annotate.annotations.bulk_import import ImportedLayer, bulk_create_annotations, create_import_rounds
from annotate.models import Annotation, Codebook, Round
from articles.access import lock_newest_texts
from articles.actions import create_frozen_articles
from articles.models import Text
from articles.revisions import carry_spans
from articles.text.draft import Draft
from people.models import User
from reports.formats.document_validation import SHA, text_key
from reports.formats.parsed import Document, ParsedAnnotation, RowProblem
from reports.models import Import
from web.i18n.lazy_message import Message

NO_PLACE = Message(
    "The text was corrected since, and the words of highlights are no longer in it. Left out: {count}."
)
NAMESPACE = UUID("0f8f8f1e-7d0b-4c62-9f0e-6a3f0a1d6b55")


def find_texts(import_: Import, documents: Iterable[Document]) -> dict[str, Text]:
    """Return the newest text for each key of the documents that the team (or the user) has already."""
    keys = {text_key(document) for document in documents}
    hashes = [key.removeprefix(SHA) for key in keys if key.startswith(SHA)]
    by_key: dict[str, Text] = {}
    texts = Text.objects.filter(_same_owner(import_)).select_related("article__team")
    for batch in _batches(hashes):
        for text in texts.filter(sha256__in=batch).order_by("pk"):
            by_key[f"{SHA}{text.sha256}"] = text
    addresses = [key for key in keys if not key.startswith(SHA)]
    for batch in _batches(addresses):
        for text in texts.filter(article__url__in=batch).order_by("pk"):
            by_key[text.article.url] = text
    return by_key


def count_existing_texts(import_: Import, keys: Sequence[str]) -> int:
    """Return how many of the texts with these keys (hashes) the team or the user has already."""
    texts = Text.objects.filter(_same_owner(import_))
    hashes = [key.removeprefix(SHA) for key in keys]
    return sum(
        texts.filter(sha256__in=batch).aggregate(count=Count("sha256", distinct=True))["count"]
        for batch in _batches(hashes)
    )


def _same_owner(import_: Import) -> Q:
    present = Q(article__deleted_at=None)
    if import_.team_id:
        return Q(present, article__team=import_.team_id)
    return Q(present, article__team=None, article__owner=import_.owner_id)


def _batches(values: list[Any], size: int = 5000) -> list[list[Any]]:
    return [values[start : start + size] for start in range(0, len(values), size)]


class AnnotationImporter:
    """Imports documents of other tools into a team, or for one user."""

    def __init__(self, user: User, import_: Import, codebook: Codebook, people: dict[str, User]) -> None:
        self.user, self.import_, self.codebook, self.people = user, import_, codebook, people
        # What had no place in the newest revision of its text.
        self.problems: list[RowProblem] = []

    def import_documents(self, documents: list[Document]) -> dict[str, Any]:
        """Import the documents, and return how many articles and annotations are new.

        Annotations on an earlier revision of a text are carried over to the newest one.
        """
        texts, new_articles = self._get_or_create_texts(documents)
        newest = lock_newest_texts(text for text in texts if text is not None)
        rounds = self._get_or_create_rounds(list(newest.values()))
        layers = []
        for document, text in zip(documents, texts, strict=True):
            if text is not None:
                for annotator, annotations in document.layers.items():
                    if annotations and annotator in self.people:
                        person = self.people[annotator]
                        round_ = rounds[newest[text.pk].pk]
                        layers.append(self._layer(round_, text, person, annotations, document.where))
        count = bulk_create_annotations(self.user, self._without_existing(layers))
        return {"articles": new_articles, "marks": count}

    def _get_or_create_texts(self, documents: list[Document]) -> tuple[list[Text | None], int]:
        texts: dict[str, Text] = dict(find_texts(self.import_, documents))
        missing = {text_key(d): d for d in documents if d.text is not None and text_key(d) not in texts}
        drafts = [
            Draft(d.text or "", title=d.title, url=d.url, language=d.language) for d in missing.values()
        ]
        created = create_frozen_articles(self.user, drafts, self.import_.team) if drafts else []
        texts |= dict(zip(missing, created, strict=True))
        return [texts.get(text_key(document)) for document in documents], len(created)

    def _get_or_create_rounds(self, texts: list[Text]) -> dict[int, Round]:
        """Return the round of each text: one of an earlier import with this codebook, or a new one."""
        rounds: dict[int, Round] = {}
        for batch in _batches([text.pk for text in texts]):
            existing = Round.objects.filter(text__in=batch, codebook=self.codebook, imports__isnull=False)
            for round_ in (
                existing.select_related("text__article__team", "codebook").order_by("pk").distinct()
            ):
                rounds[round_.text_id] = round_
        missing = list({text.pk: text for text in texts if text.pk not in rounds}.values())
        for round_ in create_import_rounds(self.user, missing, self.codebook):
            rounds[round_.text_id] = round_
        self.import_.rounds.add(*rounds.values())
        return rounds

    def _layer(
        self,
        round_: Round,
        seen: Text,
        person: User,
        annotations: tuple[ParsedAnnotation, ...],
        where: str,
    ) -> ImportedLayer:
        """Return the annotations of one person, which count on the text ``seen``, on the text of the round."""
        inputs: dict[UUID, AnnotationInput] = {}
        newest, lost = round_.text, 0
        places = carry_spans(seen, newest.revision, [(a.start, a.end) for a in annotations])
        for a, (revision, start, end) in zip(annotations, places, strict=True):
            quote = newest.body[start:end]
            if revision != newest.revision or not quote.strip():
                lost += 1
                continue
            pk = _id_in_file(a) or self._derived_id(seen, person, a)
            content = AnnotationInput(
                a.tag, start, end, quote, dict(a.details), a.note, from_hint=a.from_hint
            )
            inputs.setdefault(pk, content)
        if lost:
            self.problems.append(RowProblem(where, NO_PLACE.format(count=lost)))
        return ImportedLayer(round_, person, list(inputs.items()))

    def _derived_id(self, text: Text, person: User, a: ParsedAnnotation) -> UUID:
        """Return the same id for the same annotation, so that a second import recognizes it."""
        return uuid5(NAMESPACE, f"{text.pk} {person.pk} {a.start} {a.end} {a.tag} {a.note}")

    def _without_existing(self, layers: list[ImportedLayer]) -> list[ImportedLayer]:
        """Leave out annotations that exist already, and change the ids that other annotations use."""
        texts = {layer.round.text_id for layer in layers}
        ids = [pk for layer in layers for pk, _annotation in layer.inputs]
        text_by_id: dict[UUID, int] = {}
        in_bin: set[UUID] = set()
        for batch in _batches(ids):
            for pk, text, is_in_bin in existing_annotations(batch):
                text_by_id[pk] = text
                if is_in_bin:
                    in_bin.add(pk)
        result = []
        for layer in layers:
            new = []
            for pk, annotation in layer.inputs:
                if pk not in text_by_id:
                    new.append((pk, annotation))
                elif pk in in_bin:
                    new.append((uuid5(pk, f"bin {layer.round.pk} {layer.annotator.pk}"), annotation))
                elif text_by_id[pk] not in texts:
                    new.append((uuid5(pk, f"{layer.round.text_id} {layer.annotator.pk}"), annotation))
            result.append(ImportedLayer(layer.round, layer.annotator, new))
        return self._without_duplicates(result, check=bool(text_by_id))

    def _without_duplicates(self, layers: list[ImportedLayer], check: bool) -> list[ImportedLayer]:
        """Leave out all but the first annotation with an id. ``check`` whether changed ids exist already, too."""
        used: set[UUID] = set()
        ids = [pk for layer in layers for pk, _annotation in layer.inputs] if check else []
        for batch in _batches(ids):
            used |= existing_ids(Annotation, batch)
        result = []
        for layer in layers:
            new = [(pk, annotation) for pk, annotation in layer.inputs if pk not in used]
            used |= {pk for pk, _annotation in new}
            result.append(ImportedLayer(layer.round, layer.annotator, new))
        return result


def _id_in_file(annotation: ParsedAnnotation) -> UUID | None:
    """Return the id of an annotation in one of our own files."""
    try:
        return UUID(annotation.id) if len(annotation.id) == 36 else None
    except ValueError:
        return None
