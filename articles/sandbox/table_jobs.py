"""The functions that run in the sandbox on tables with an article in each row."""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from articles.errors import Unreadable
from articles.parsing.length import check_length
from articles.parsing.metadata import parse_date
from articles.parsing.tables.columns import NAMES, find_column
from articles.parsing.tables.csv_table import csv_rows
from articles.parsing.tables.jsonl_table import jsonl_rows
from articles.parsing.tables.records import Row
from articles.parsing.tables.xlsx_table import xlsx_rows
from articles.readers.text import check_text
from articles.sandbox.further import check_further
from articles.text.draft import Draft
from articles.text.language import choose_language
from web.i18n.lazy_message import Message
from web.text.single_line import as_single_line
from web.values import is_web_address

READERS = {"csv": csv_rows, "jsonl": jsonl_rows, "xlsx": xlsx_rows}
# Of one table, and characters that one answer holds.
MAX_ROWS, MAX_ANSWER = 20_000, 10_000_000
TOO_MANY_ROWS = Message("This table has more than {most} rows. Split it into several files.")
MAX_LENGTHS = {"title": 300, "byline": 300, "publication": 200, "language": 20}


def count_rows(file: IO[bytes], kind: str) -> dict[str, Any]:
    """Return the ``total`` of rows with something in them, or why the table is ``unreadable``."""
    total = 0
    try:
        for row in _rows(file, kind):
            total = row.number
            if total > MAX_ROWS:
                raise Unreadable(TOO_MANY_ROWS.format(most=MAX_ROWS))
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}
    return {"total": total}


def read_rows(file: IO[bytes], kind: str, start: int, most: int) -> Iterator[dict[str, Any]]:
    """Yield the rows after row ``start``, at most ``most``: each with its ``draft`` and ``columns``, or ``refused``."""
    length = 0
    for row in _rows(file, kind):
        if row.number <= start:
            continue
        answer = _answer(row)
        yield answer
        length += len(json.dumps(answer))
        if row.number - start >= most or length > MAX_ANSWER:
            return


def _rows(file: IO[bytes], kind: str) -> Iterator[Row]:
    """Yield the rows of a table. Where it cannot be read any further, the last one says why."""
    number = 0
    try:
        for row in READERS[kind](file):
            number = row.number
            yield row
    except Unreadable as error:
        if not number:
            raise
        yield Row(number + 1, {}, error.message)


def _answer(row: Row) -> dict[str, Any]:
    if row.refused:
        return {"number": row.number, "refused": row.refused.to_json()}
    try:
        draft, columns = _draft_of(row.values)
    except Unreadable as error:
        return {"number": row.number, "refused": error.message.to_json()}
    return {"number": row.number, "draft": draft.to_json(), "columns": columns}


def _draft_of(values: Mapping[str, str]) -> tuple[Draft, dict[str, str]]:
    """Return the draft of a row, whose text stays as it is, and its further columns.

    What a field cannot hold, as a date in an unknown form, stays among the further columns, so that nothing is lost.
    Raises ``Unreadable``.
    """
    names = {field: column for field in NAMES if (column := find_column(values, field))}
    fields = {field: as_single_line(values[column]) for field, column in names.items() if field != "text"}
    text = check_length(check_text(values.get(names.get("text", ""), "")))
    published = parse_date(fields.get("published"))
    kept = {
        "published": published is not None,
        "url": is_web_address(fields.get("url", "")),
        **{field: len(fields.get(field, "")) <= most for field, most in MAX_LENGTHS.items()},
    }
    taken = {names["text"], *(names[field] for field in fields if kept[field])}
    further = {name: value for name, value in values.items() if name and name not in taken and value.strip()}
    check_further(further)
    usable: dict[str, Any] = {field: value for field, value in fields.items() if kept[field]}
    language = choose_language(usable.get("language", ""), text)
    return Draft(text, **usable | {"published": published, "language": language}), further
