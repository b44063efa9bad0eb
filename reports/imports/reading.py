"""Read an uploaded file with marks: unpack it, find its format, and check everything in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.errors import Unreadable
from articles.parsing.length import check_length
from reports.formats import read
from reports.formats.parsed import (
    MAX_PROBLEMS,
    Document,
    Files,
    RowError,
    RowProblem,
    reason_of,
    same_texts,
    storable,
    validate_document,
)
from reports.imports.archives import unpack
from web.i18n.lazy_message import Message

# More than any team has, or any page can ask about.
MAX_DOCUMENTS, MAX_PEOPLE, MAX_LABELS = 20_000, 5_000, 2_000
TOO_MANY = Message("holds {count} {things}; the most at once is {most}. Import it in parts.")
STOPPED = Message(
    "Reading stopped here, after {count} problems: the rest was not looked at. Export the file again, or import a "
    "part of it first."
)
NOTHING = Message("holds nothing to import.")


@dataclass(frozen=True)
class ParsedImport:
    """What is in the file, whoever imports it and whatever they choose."""

    format: str
    documents: tuple[Document, ...]
    problems: tuple[RowProblem, ...]

    @cached_property
    def people(self) -> Counter[str]:
        """annotator -> marks"""
        return count_people(self.documents)

    @cached_property
    def labels(self) -> Counter[str]:
        """label -> marks"""
        return count_labels(self.documents)


def count_people(documents: Iterable[Document]) -> Counter[str]:
    """Return how many marks each annotator has."""
    people: Counter[str] = Counter()
    for document in documents:
        for annotator, marks in document.layers.items():
            people[annotator] += len(marks)
    return people


def count_labels(documents: Iterable[Document]) -> Counter[str]:
    """Return how many marks each label has; those of our own complete files need no place among other tags."""
    return Counter(
        mark.tag
        for document in documents
        if document.record is None
        for marks in document.layers.values()
        for mark in marks
    )


def read_import(name: str, data: bytes) -> ParsedImport:
    """Return what a file holds; raises ``RowError`` where nothing in it can be read."""
    titles, found, problems = _read_packages(unpack(name, data))
    documents, unfitting = _settle(found)
    problems += unfitting
    if not documents and not problems:
        raise RowError(NOTHING)
    if len(problems) >= MAX_PROBLEMS:
        stopped = RowProblem(problems[MAX_PROBLEMS - 1].where, STOPPED.format(count=MAX_PROBLEMS))
        problems = [stopped, *problems[:MAX_PROBLEMS]]
    parsed = ParsedImport(", ".join(titles), tuple(documents), tuple(problems))
    _check_size(parsed)
    return parsed


def _read_packages(
    packages: Sequence[tuple[str, Files]],
) -> tuple[list[str], list[Document], list[RowProblem]]:
    """The titles of the formats, the documents, and what could not be read."""
    titles: dict[str, None] = {}
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for package, files in packages:
        try:
            kind, incoming = read(files)
        except RowError as error:
            if len(packages) == 1:
                raise
            problems.append(RowProblem(package, reason_of(error)))
        else:
            titles[str(kind.title)] = None
            documents += incoming.documents
            problems += incoming.problems
        if len(problems) >= MAX_PROBLEMS:
            break
    return list(titles), documents, problems


def _settle(found: Iterable[Document]) -> tuple[list[Document], list[RowProblem]]:
    """The documents as they can be stored, and what does not fit its text."""
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for document in same_texts(map(storable, found)):
        kept, bad = validate_document(document)
        problems += bad
        try:
            if kept.text is not None:
                check_length(kept.text)
            documents.append(kept)
        except Unreadable as error:
            problems.append(RowProblem(document.where, error.args[0]))
        if len(problems) >= MAX_PROBLEMS:
            break
    return documents, problems


def _check_size(parsed: ParsedImport) -> None:
    for things, count, most in (
        (Message("articles"), len(parsed.documents), MAX_DOCUMENTS),
        (Message("annotators"), len(parsed.people), MAX_PEOPLE),
        (Message("labels"), len(parsed.labels), MAX_LABELS),
    ):
        if count > most:
            raise RowError(TOO_MANY.format(count=count, things=things, most=most))
