"""Read a table with an article in each row, in the sandbox, some rows at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from articles.errors import Unreadable
from articles.parsing.tables.columns import MAX_NAME
from articles.sandbox.pool import SANDBOX, WAIT
from articles.sandbox.read import BUSY, CRASHED, TOO_MUCH_MEMORY, TOO_SLOW, error_message, run_in_sandbox
from articles.text.draft import Draft
from web.i18n.lazy_message import Message
from web.sandbox import Limits, SandboxBusy, SandboxCrashed, SandboxOutOfMemory, SandboxTimeout

COUNT, READ = "articles.sandbox.table_jobs:count_rows", "articles.sandbox.table_jobs:read_rows"
# A table may be a hundred times as large as an article, and is read from its beginning each time.
LIMITS = Limits(memory=768 * 1024 * 1024, seconds=90, output=128 * 1024 * 1024)
# Rows that are read at a time.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its draft and its further columns, or why it is refused."""

    number: int
    draft: Draft | None
    columns: dict[str, str]
    refused: Message | None = None


def count_rows(path: Path, kind: str) -> int:
    """Return how many rows a table has. Raises ``Unreadable``."""
    answer = run_in_sandbox(COUNT, path, {"kind": kind}, LIMITS)
    if "unreadable" in answer:
        raise Unreadable(error_message(answer["unreadable"]))
    if not isinstance(answer.get("total"), int):
        raise Unreadable(CRASHED)
    return int(answer["total"])


def read_rows(path: Path, kind: str, start: int) -> Iterator[TableRow]:
    """Yield rows after row ``start``, some of them at least if there are any. Raises ``Unreadable``."""
    arguments = {"kind": kind, "start": start, "most": MOST}
    try:
        with SANDBOX.run_lines(READ, path, arguments, LIMITS, WAIT) as lines:
            for number, line in enumerate(lines, start + 1):
                yield _row(number, line)
    except SandboxTimeout as error:
        raise Unreadable(TOO_SLOW.format(seconds=LIMITS.seconds)) from error
    except SandboxOutOfMemory as error:
        raise Unreadable(TOO_MUCH_MEMORY) from error
    except SandboxBusy as error:
        raise Unreadable(BUSY) from error
    except SandboxCrashed as error:
        raise Unreadable(CRASHED) from error


def _row(number: int, line: bytes) -> TableRow:
    """Return a row. A hostile table may control the child, so its answer may be anything."""
    try:
        answer = json.loads(line)
        if answer["number"] != number:
            raise Unreadable(CRASHED)
        if "refused" in answer:
            return TableRow(number, None, {}, error_message(answer["refused"]))
        columns = {str(name)[:MAX_NAME]: str(value) for name, value in answer["columns"].items()}
        # Whatever the child says, a row has no formatting and no clutter.
        draft = replace(Draft.from_json(answer["draft"]), formatting=(), clutter=(), notes=())
        return TableRow(number, draft, columns)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(CRASHED) from error
