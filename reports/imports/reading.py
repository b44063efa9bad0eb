"""Read an uploaded file with annotations: unpack it, find its format, and check everything in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from articles.errors import Unreadable
from articles.parsing.length import check_length
from articles.text.language import detect_language
from reports.formats import read
from reports.formats.document_validation import merge_same_texts, storable, validate_document
from reports.formats.parsed import MAX_PROBLEMS, Document, Files, RowError, RowProblem, reason_of
from reports.imports.archives import unpack
from web.i18n.lazy_message import Message

# More than any team has, or any page can show.
MAX_DOCUMENTS, MAX_PEOPLE, MAX_LABELS = 20_000, 5_000, 2_000
TOO_MANY = Message(
    "contains {count} {things}. The limit for one import is {most}. Import it in several parts."
)
STOPPED = Message(
    "Reading stopped here after {count} problems. The rest was not checked. Export the file "
    "again, or import a part of it first."
)
NOTHING = Message("contains nothing to import.")


@dataclass(frozen=True)
class ParsedImport:
    """The content of a file, whoever imports it."""

    format: str
    documents: tuple[Document, ...]
    problems: tuple[RowProblem, ...]

    @cached_property
    def people(self) -> Counter[str]:
        """Return the number of annotations by annotator."""
        return count_people(self.documents)

    @cached_property
    def labels(self) -> Counter[str]:
        """Return the number of annotations by label."""
        return count_labels(self.documents)


def count_people(documents: Iterable[Document]) -> Counter[str]:
    """Return how many annotations each annotator has."""
    people: Counter[str] = Counter()
    for document in documents:
        for annotator, annotations in document.layers.items():
            people[annotator] += len(annotations)
    return people


def count_labels(documents: Iterable[Document]) -> Counter[str]:
    """Return how many annotations each label has. Those of our own records keep their codebooks and are left out."""
    return Counter(
        annotation.tag
        for document in documents
        if document.record is None
        for annotations in document.layers.values()
        for annotation in annotations
    )


def read_import(name: str, data: bytes) -> ParsedImport:
    """Return the content of a file. Raises ``RowError`` if nothing in it can be read."""
    titles, parsed_documents, problems = _read_packages(unpack(name, data))
    documents, invalid = _validate(parsed_documents)
    problems += invalid
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
    """Return the titles of the formats, the documents, and the problems."""
    titles: dict[str, None] = {}
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for package, files in packages:
        try:
            file_format, content = read(files)
        except RowError as error:
            if len(packages) == 1:
                raise
            problems.append(RowProblem(package, reason_of(error)))
        else:
            titles[str(file_format.title)] = None
            documents += content.documents
            problems += content.problems
        if len(problems) >= MAX_PROBLEMS:
            break
    return list(titles), documents, problems


def _validate(parsed_documents: Iterable[Document]) -> tuple[list[Document], list[RowProblem]]:
    """Return the documents as they can be stored, and a problem for each annotation that does not fit its text."""
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for document in merge_same_texts(map(storable, parsed_documents)):
        valid, annotation_problems = validate_document(document)
        problems += annotation_problems
        try:
            if valid.text is not None:
                check_length(valid.text)
                valid = replace(valid, language=detect_language(valid.text))
            documents.append(valid)
        except Unreadable as error:
            problems.append(RowProblem(document.where, error.args[0]))
        if len(problems) >= MAX_PROBLEMS:
            break
    return documents, problems


def _check_size(parsed: ParsedImport) -> None:
    for things, count, limit in (
        (Message("articles"), len(parsed.documents), MAX_DOCUMENTS),
        (Message("annotators"), len(parsed.people), MAX_PEOPLE),
        (Message("labels"), len(parsed.labels), MAX_LABELS),
    ):
        if count > limit:
            raise RowError(TOO_MANY.format(count=count, things=things, most=limit))
