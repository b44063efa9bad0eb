"""Read an upload once, in the sandbox, and store what was read. It is loaded again in batches of documents."""

import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from people.models import User
from people.permissions import PermissionRefused
from reports.formats.document_validation import text_key, validate_document
from reports.formats.parsed import MAX_PROBLEMS, Document, RowError, RowProblem
from reports.imports.annotations import find_texts
from reports.imports.reading import count_labels, count_people
from reports.models import Import
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit
from web.sandbox import Limits, Sandbox, SandboxBusy, SandboxCrashed, SandboxOutOfMemory, SandboxTimeout

SANDBOX = Sandbox(preload="reports.imports.jobs:preload")
# Seconds to wait for a free processor.
WAIT = 15
LIMITS = Limits(memory=1024 * 1024 * 1024, seconds=60, output=400 * 1024 * 1024)
READ = "reports.imports.jobs:read"
# A low compression level: the file is stored for a day at most.
COMPRESSION_LEVEL = 1
# Documents in memory at once, and their size.
MAX_BATCH, MAX_BATCH_BYTES = 200, 4_000_000

TOO_SLOW = Message(
    "took longer than {seconds} seconds to read, so reading was stopped. Import it in several parts."
)
TOO_MUCH_MEMORY = Message("needs too much memory to read. Import it in several parts.")
BUSY = Message("cannot be read right now because other files are being read. Try again in a minute.")
CRASHED = Message("could not be read. It is damaged or was made to do harm. Export it again.")
TEXT_NOT_FOUND = Message(
    "is about a text that is not here yet: {source}. Add the article first, with exactly this text."
)


@dataclass
class Summary:
    """The content of an upload in numbers.

    ``texts`` are the hashes of its texts. Of the documents without a text, ``placed`` counts those whose text we have,
    and ``unplaced`` lists the others.
    """

    format: str
    people: Counter[str]
    labels: Counter[str]
    texts: list[str]
    without_text: int
    problems: list[RowProblem]
    placed: int
    unplaced: list[RowProblem]

    @property
    def documents(self) -> int:
        """Return how many documents can be imported."""
        return len(self.texts) + self.placed

    @property
    def annotations(self) -> int:
        """Return how many annotations they have."""
        return sum(self.people.values())

    def to_json(self) -> dict[str, Any]:
        """Return the summary as plain JSON values, for ``from_json``."""
        lists = {
            name: [problem.to_json() for problem in getattr(self, name)] for name in ("problems", "unplaced")
        }
        return vars(self) | lists

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the summary that ``to_json`` or the sandbox wrote."""
        fields = {"placed": 0, "unplaced": []} | data
        lists = {name: list(map(RowProblem.from_json, fields[name])) for name in ("problems", "unplaced")}
        counts = {name: Counter(fields[name]) for name in ("people", "labels")}
        return cls(**fields | lists | counts)


def read_upload(import_: Import, data: bytes) -> None:
    """Read the upload in the sandbox and set the fields of ``import_``, unsaved. Raises ``RowError``."""
    with tempfile.TemporaryFile() as file:
        try:
            summary = _pack(import_.name, data, file)
        except RowError:
            raise
        except SandboxTimeout as error:
            raise RowError(TOO_SLOW.format(seconds=LIMITS.seconds)) from error
        except SandboxOutOfMemory as error:
            raise RowError(TOO_MUCH_MEMORY) from error
        except SandboxBusy as error:
            raise RowError(BUSY) from error
        # A malicious file may take over the child process: then its answer may be anything.
        except (SandboxCrashed, TypeError, ValueError, KeyError, AttributeError) as error:
            raise RowError(CRASHED) from error
        file.seek(0)
        import_.file.save(uuid4().hex, File(file), save=False)
    if summary.without_text:
        _count_placed(import_, summary)
    import_.summary = summary.to_json()


def summary_of(user: User, import_: Import) -> Summary:
    """Return the summary of an upload. One stored by an earlier version is read now, which counts as an import."""
    if import_.summary is None:
        hit_named_limit(user, "import")
        previous_file = import_.file.name
        with import_.file.open() as file:
            data = file.read()
        try:
            read_upload(import_, data)
        except RowError as error:
            raise PermissionRefused(f"{import_.name} {translate(error)}") from error
        import_.save(update_fields=["file", "summary"])
        # If the transaction is rolled back, the row names the previous file again.
        transaction.on_commit(lambda: import_.file.storage.delete(previous_file))
    return Summary.from_json(import_.summary)


def batches_of(import_: Import) -> Iterator[list[Document]]:
    """Yield the stored documents in batches, which limits both memory and the number of queries."""
    batch: list[Document] = []
    size = 0
    with import_.file.open("rb") as file, gzip.open(file, "rb") as lines:
        for line in lines:
            batch.append(Document.from_json(json.loads(line)))
            size += len(line)
            if len(batch) == MAX_BATCH or size > MAX_BATCH_BYTES:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def place_documents(import_: Import, documents: list[Document]) -> tuple[list[Document], list[RowProblem]]:
    """Return the documents, with the text that we have where they have none, and a problem for each without any."""
    texts = find_texts(import_, (document for document in documents if document.text is None))
    placed: list[Document] = []
    problems: list[RowProblem] = []
    for document in documents:
        text = texts.get(text_key(document))
        if document.text is not None:
            placed.append(document)
        elif text is not None:
            valid, annotation_problems = validate_document(replace(document, text=text.body))
            placed.append(valid)
            problems += annotation_problems
        else:
            problems.append(RowProblem(document.where, TEXT_NOT_FOUND.format(source=document.source)))
    return placed, problems


def _pack(name: str, data: bytes, file: Any) -> Summary:
    """Write the documents to ``file`` and return their summary. Raises ``RowError`` and ``SandboxError``."""
    with (
        SANDBOX.run_lines(READ, data, {"name": name}, LIMITS, WAIT) as lines,
        gzip.open(file, "wb", COMPRESSION_LEVEL) as packed,
    ):
        last = next(lines, b"null")
        for line in lines:
            packed.write(last)
            last = line
    summary = json.loads(last)
    if "refused" in summary:
        raise RowError(Message.from_json(summary["refused"]))
    return Summary.from_json(summary)


def _count_placed(import_: Import, summary: Summary) -> None:
    """Add the documents without a text of their own to the summary."""
    with closing(batches_of(import_)) as batches:
        for batch in batches:
            without_text = [document for document in batch if document.text is None]
            placed, problems = place_documents(import_, without_text)
            summary.placed += len(placed)
            summary.people.update(count_people(placed))
            summary.labels.update(count_labels(placed))
            summary.unplaced = [*summary.unplaced, *problems][:MAX_PROBLEMS]
