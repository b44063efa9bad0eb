"""The functions that run in the sandbox: they read a file with annotations and yield its content as JSON."""

from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings

from reports.formats import importable_formats
from reports.formats.document_validation import text_key
from reports.formats.parsed import RowError, reason_of
from reports.formats.record_validation import schema_validator
from reports.imports.reading import count_labels, count_people, read_import


def preload() -> None:
    """Load what reading the first file of each format would load."""
    # Titles of formats are translated; a child process has no settings of the site and uses English.
    if not settings.configured:
        settings.configure(USE_I18N=False)
    importable_formats()
    schema_validator()


def read(file: IO[bytes], name: str) -> Iterator[dict[str, Any]]:
    """Yield each document of the file and then a summary of all, or why nothing can be imported."""
    preload()
    try:
        parsed = read_import(name, file.read())
    except RowError as error:
        yield {"refused": reason_of(error).to_json()}
        return
    for document in parsed.documents:
        yield document.to_json()
    complete = [document for document in parsed.documents if document.text is not None]
    yield {
        "format": parsed.format,
        "people": count_people(complete),
        "labels": count_labels(complete),
        "texts": [text_key(document) for document in complete],
        "without_text": len(parsed.documents) - len(complete),
        "problems": [problem.to_json() for problem in parsed.problems],
    }
