"""Read an uploaded file with marks: unpack it, find its format, and check everything in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.parsing.length import fits
from articles.readers import Unreadable
from reports.formats import read
from reports.formats.parsed import (
    MAX_PROBLEMS,
    BadRow,
    Document,
    Files,
    Problem,
    phrase,
    same_texts,
    settled,
    storable,
)
from reports.imports.archives import unpacked
from web.i18n.lazy_message import Phrase

# More than any team has, or any page can ask about.
MAX_DOCUMENTS, MAX_PEOPLE, MAX_LABELS = 20_000, 5_000, 2_000
TOO_MANY = Phrase("holds {count} {things}; the most at once is {most}. Import it in parts.")
STOPPED = Phrase(
    "Reading stopped here, after {count} problems: the rest was not looked at. Export the file again, or import a "
    "part of it first."
)


@dataclass(frozen=True)
class ParsedImport:
    """What is in the file, whoever imports it and whatever they choose."""

    format: str
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]

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
    """Return what a file holds; raises ``BadRow`` where nothing in it can be read."""
    titles, found, problems = _read_packages(unpacked(name, data))
    documents, unfitting = _settle(found)
    problems += unfitting
    if not documents and not problems:
        raise BadRow(Phrase("holds nothing to import."))
    if len(problems) >= MAX_PROBLEMS:
        stopped = Problem(problems[MAX_PROBLEMS - 1].where, STOPPED.format(count=MAX_PROBLEMS))
        problems = [stopped, *problems[:MAX_PROBLEMS]]
    parsed = ParsedImport(", ".join(titles), tuple(documents), tuple(problems))
    _check_size(parsed)
    return parsed


def _read_packages(packages: Sequence[tuple[str, Files]]) -> tuple[list[str], list[Document], list[Problem]]:
    """The titles of the formats, the documents, and what could not be read."""
    titles: dict[str, None] = {}
    documents: list[Document] = []
    problems: list[Problem] = []
    for package, files in packages:
        try:
            kind, incoming = read(files)
        except BadRow as error:
            if len(packages) == 1:
                raise
            problems.append(Problem(package, phrase(error)))
        else:
            titles[str(kind.title)] = None
            documents += incoming.documents
            problems += incoming.problems
        if len(problems) >= MAX_PROBLEMS:
            break
    return list(titles), documents, problems


def _settle(found: Iterable[Document]) -> tuple[list[Document], list[Problem]]:
    """The documents as they can be stored, and what does not fit its text."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for document in same_texts(map(storable, found)):
        kept, bad = settled(document)
        problems += bad
        try:
            if kept.text is not None:
                fits(kept.text)
            documents.append(kept)
        except Unreadable as error:
            problems.append(Problem(document.where, error.args[0]))
        if len(problems) >= MAX_PROBLEMS:
            break
    return documents, problems


def _check_size(parsed: ParsedImport) -> None:
    for things, count, most in (
        (Phrase("articles"), len(parsed.documents), MAX_DOCUMENTS),
        (Phrase("annotators"), len(parsed.people), MAX_PEOPLE),
        (Phrase("labels"), len(parsed.labels), MAX_LABELS),
    ):
        if count > most:
            raise BadRow(TOO_MANY.format(count=count, things=things, most=most))
