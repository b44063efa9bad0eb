"""A CSV file as rows of cells that can be written again as it was. Pure."""

import csv
import io
from dataclasses import dataclass, replace

from reports.gradebook.errors import GradebookError
from web.i18n.lazy_message import Message

# Fewer rows than a form may have fields: each person is one.
MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 1_000_000, 900, 1_000
DELIMITERS = (",", ";", "\t")
TOO_LARGE = Message("This file is larger than {megabytes} MB. Export the gradebook of one course.")
NOT_TEXT = Message(
    "This file is not a CSV file in UTF-8. Export the gradebook as CSV (not as Excel) and try again."
)
TOO_MANY = Message(
    "This file has more than {rows} rows or {columns} columns. Export the gradebook of one course."
)
EMPTY = Message("This file has no rows. Export the gradebook again and choose that file.")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a CSV file, and how it is written."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    newline: str = "\r\n"
    bom: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first row."""
        return self.rows[0]

    def with_cells(self, column: int, cells: dict[int, str]) -> "Table":
        """Return the table with new cells in a column, by number of the row."""
        rows = [
            (*row[:column], cells[number], *row[column + 1 :]) if number in cells else row
            for number, row in enumerate(self.padded.rows)
        ]
        return replace(self, rows=tuple(rows))

    def with_column(self, column: int, title: str) -> "Table":
        """Return the table with a new, empty column before ``column``."""
        rows = [
            (*row[:column], "" if number else title, *row[column:])
            for number, row in enumerate(self.padded.rows)
        ]
        return replace(self, rows=tuple(rows))

    @property
    def padded(self) -> "Table":
        """Return the table with at least as many cells in each row as in the first; empty lines stay empty."""
        width = len(self.header)
        rows = [row + ("",) * (width - len(row)) if row else row for row in self.rows]
        return replace(self, rows=tuple(rows))


def read_table(data: bytes) -> Table:
    """Return the table in a CSV file. Raise ``GradebookError``."""
    if len(data) > MAX_BYTES:
        raise GradebookError(TOO_LARGE.format(megabytes=MAX_BYTES // 1_000_000))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GradebookError(NOT_TEXT) from None
    if "\0" in text:
        raise GradebookError(NOT_TEXT)
    first_line = text.lstrip().partition("\n")[0]
    if not first_line.strip():
        raise GradebookError(EMPTY)
    delimiter = max(DELIMITERS, key=first_line.count)
    try:
        rows = tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise GradebookError(NOT_TEXT) from None
    if len(rows) > MAX_ROWS or max(map(len, rows)) > MAX_COLUMNS:
        raise GradebookError(TOO_MANY.format(rows=MAX_ROWS, columns=MAX_COLUMNS))
    newline = "\r\n" if "\r\n" in text else "\n"
    return Table(rows, delimiter, newline, data.startswith(b"\xef\xbb\xbf"))


def write_table(table: Table) -> bytes:
    """Return the CSV file of a table."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=table.delimiter, lineterminator=table.newline).writerows(table.rows)
    return out.getvalue().encode("utf-8-sig" if table.bom else "utf-8")
