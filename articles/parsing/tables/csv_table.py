"""CSV, with a header: separated by commas, semicolons, tabs or bars."""

import csv
from collections.abc import Iterator
from typing import IO

from articles.errors import Unreadable
from articles.parsing.tables.columns import require_text
from articles.parsing.tables.encoding import limited_lines, open_text
from articles.parsing.tables.records import MAX_ROW, Row, check_columns, row_of
from web.i18n.lazy_message import Message

DELIMITERS = ",;\t|"
NO_CSV = Message(
    "From row {number} on, this table cannot be read: a quotation mark is probably not closed. What stands above was "
    "read."
)
MORE_CELLS = Message("This row has {count} cells, but the table has {columns} columns.")


def csv_rows(file: IO[bytes]) -> Iterator[Row]:
    """Yield the rows that are not empty. Raises ``Unreadable``."""
    # Fields of a length that is refused are still read, so that the rows after them are.
    csv.field_size_limit(2 * MAX_ROW)
    text = open_text(file)
    first = next(limited_lines(text, MAX_ROW), "")
    delimiter = max(DELIMITERS, key=first.count)
    text.seek(0)
    reader = csv.reader(limited_lines(text, 2 * MAX_ROW), delimiter=delimiter)
    number = 0
    try:
        header = require_text(check_columns(next(reader, [])))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if len(cells) > len(header) and any(cells[len(header) :]):
                yield Row(number, {}, MORE_CELLS.format(count=len(cells), columns=len(header)))
            else:
                yield row_of(number, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise Unreadable(NO_CSV.format(number=number + 1)) from error
