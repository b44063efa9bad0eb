"""An upload is read once, in the sandbox; what was read is stored, and read again one document at a time."""

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
from reports.formats.parsed import MAX_PROBLEMS, Document, RowError, RowProblem, text_key, validate_document
from reports.imports.annotations import texts_here
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
# How hard it is packed: it lies there for a day at the most.
LEVEL = 1
# Documents in memory at once, and their bytes.
MAX_BATCH, MAX_BATCH_BYTES = 200, 4_000_000

TOO_SLOW = Message("took longer than {seconds} seconds to read, so it was stopped. Import it in parts.")
TOO_MUCH_MEMORY = Message("needs more memory to read than any import should. Import it in parts.")
BUSY = Message("cannot be read right now, for other files are being read. Send it again in a minute.")
CRASHED = Message("made its reader fail: it is damaged or built to do harm. Export it again.")
NOT_HERE = Message("is about a text that is not here: {source}. Add the article first, as it stands.")


@dataclass
class Summary:
    """What is in an upload, in numbers.

    ``texts`` are the hashes of the texts in it; ``placed`` counts documents without one whose text was found here, and
    ``unplaced`` says of which it was not.
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
        """How many can be taken over."""
        return len(self.texts) + self.placed

    @property
    def marks(self) -> int:
        """How many there are on them."""
        return sum(self.people.values())

    def to_json(self) -> dict[str, Any]:
        """The summary as plain JSON values; ``from_json`` reads it back."""
        lists = {
            name: [problem.to_json() for problem in getattr(self, name)] for name in ("problems", "unplaced")
        }
        return vars(self) | lists

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The summary that ``to_json`` or the sandbox wrote."""
        given = {"placed": 0, "unplaced": []} | data
        lists = {name: list(map(RowProblem.from_json, given[name])) for name in ("problems", "unplaced")}
        counts = {name: Counter(given[name]) for name in ("people", "labels")}
        return cls(**given | lists | counts)


def read_upload(import_: Import, data: bytes) -> None:
    """Read the upload in the sandbox, and put what is in it into ``import_``, unsaved. Raises ``RowError``."""
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
        # A file may have got the better of the child: then its answer may be anything.
        except (SandboxCrashed, TypeError, ValueError, KeyError, AttributeError) as error:
            raise RowError(CRASHED) from error
        file.seek(0)
        import_.file.save(uuid4().hex, File(file), save=False)
    if summary.without_text:
        _place(import_, summary)
    import_.summary = summary.to_json()


def summary_of(user: User, import_: Import) -> Summary:
    """What is in it. What an earlier version stored is read now, once, which counts as another import."""
    if import_.summary is None:
        hit_named_limit(user, "import")
        before = import_.file.name
        with import_.file.open() as file:
            data = file.read()
        try:
            read_upload(import_, data)
        except RowError as error:
            raise PermissionRefused(f"{import_.name} {translate(error)}") from error
        import_.save(update_fields=["file", "summary"])
        # Where what follows is undone, the row names the upload again.
        transaction.on_commit(lambda: import_.file.storage.delete(before))
    return Summary.from_json(import_.summary)


def batches_of(import_: Import) -> Iterator[list[Document]]:
    """Give the documents that were read, some at a time: few enough for any memory, enough for few queries."""
    some: list[Document] = []
    size = 0
    with import_.file.open("rb") as file, gzip.open(file, "rb") as lines:
        for line in lines:
            some.append(Document.from_json(json.loads(line)))
            size += len(line)
            if len(some) == MAX_BATCH or size > MAX_BATCH_BYTES:
                yield some
                some, size = [], 0
    if some:
        yield some


def place(import_: Import, documents: list[Document]) -> tuple[list[Document], list[RowProblem]]:
    """The documents, each without a text of its own with the one that is here; and what has no place."""
    texts = texts_here(import_, (document for document in documents if document.text is None))
    placed: list[Document] = []
    problems: list[RowProblem] = []
    for document in documents:
        text = texts.get(text_key(document))
        if document.text is not None:
            placed.append(document)
        elif text is not None:
            fitted, bad = validate_document(replace(document, text=text.body))
            placed.append(fitted)
            problems += bad
        else:
            problems.append(RowProblem(document.where, NOT_HERE.format(source=document.source)))
    return placed, problems


def _pack(name: str, data: bytes, file: Any) -> Summary:
    """Write each line but the last to ``file``; the last is the summary, or says why there is none."""
    with (
        SANDBOX.run_lines(READ, data, {"name": name}, LIMITS, WAIT) as lines,
        gzip.open(file, "wb", LEVEL) as packed,
    ):
        last = next(lines, b"null")
        for line in lines:
            packed.write(last)
            last = line
    told = json.loads(last)
    if "refused" in told:
        raise RowError(Message.from_json(told["refused"]))
    return Summary.from_json(told)


def _place(import_: Import, summary: Summary) -> None:
    """Count the documents without a text of their own, each against its text that is here."""
    with closing(batches_of(import_)) as batches:
        for some in batches:
            placed, problems = place(import_, [document for document in some if document.text is None])
            summary.placed += len(placed)
            summary.people.update(count_people(placed))
            summary.labels.update(count_labels(placed))
            summary.unplaced = [*summary.unplaced, *problems][:MAX_PROBLEMS]
