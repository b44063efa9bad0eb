"""The first sheet of an Excel workbook (.xlsx), with a header."""

import zipfile
from collections.abc import Iterator
from typing import IO

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.tables.columns import require_text
from articles.parsing.tables.records import Row, as_text, check_columns, row_of
from articles.parsing.zip_archive import LOCKED, MAX_MEMBERS
from web.i18n.lazy_message import Message

WHAT = Message("Excel workbook")
# Unpacked. The library holds the whole sheet in memory, which the sandbox limits.
MAX_BYTES = 200 * 1024 * 1024
TOO_LARGE = Message(
    "This workbook unpacks to more than {most} MB. Save it as CSV UTF-8, which may be larger, and upload that."
)


def xlsx_rows(file: IO[bytes]) -> Iterator[Row]:
    """Yield the rows that are not empty. Raises ``Unreadable``."""
    from python_calamine import CalamineWorkbook

    with translate_parser_errors(WHAT):
        _check_size(file)
        file.seek(0)
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows()
        header = require_text(check_columns([as_text(cell) for cell in next(rows, [])]))
    number = 0
    for row in rows:
        cells = [as_text(cell) for cell in row]
        if any(cell.strip() for cell in cells):
            number += 1
            yield row_of(number, dict(zip(header, cells, strict=False)))


def _check_size(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(LOCKED)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
        raise Unreadable(TOO_LARGE.format(most=MAX_BYTES // 1024**2))
