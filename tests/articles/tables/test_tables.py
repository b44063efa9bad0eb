"""Tables with an article in each row: whatever their form, each row gives the same article."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from articles.errors import Unreadable
from articles.parsing.tables.columns import NO_HEADER, NO_TEXT, TWICE
from articles.parsing.tables.csv_table import MORE_CELLS, NO_CSV
from articles.parsing.tables.jsonl_table import NO_OBJECT
from articles.parsing.tables.records import MAX_ROW, ROW_TOO_LONG
from articles.readers.text import EMPTY
from articles.sandbox import table_jobs
from articles.sandbox.further import MAX_METADATA, TOO_MUCH_METADATA
from articles.sandbox.table_jobs import count_rows, read_rows

HEADER = ["Title", "text", "autor", "published", "url", "desk"]
ROWS = [
    [
        "Mill",
        "The windmill of Oster, “old”,\nturns; again.\n",
        "A. Miller",
        "2024-03-01",
        "https://oster.example/1",
        "7",
    ],
    ["Quay", "The quay is closed.", "", "last May", "nowhere", ""],
]


def csv_file(delimiter: str, encoding: str) -> bytes:
    lines = [HEADER, *ROWS]
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines).encode(encoding)


def jsonl_file() -> bytes:
    return "\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS).encode()


def xlsx_file(rows: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def read(data: bytes, kind: str, start: int = 0, most: int = 100) -> list[dict[str, Any]]:
    return list(read_rows(io.BytesIO(data), kind, start, most))


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "comma": ("csv", lambda: csv_file(",", "utf-8")),
    "semicolon": ("csv", lambda: csv_file(";", "utf-8-sig")),
    "tab": ("csv", lambda: csv_file("\t", "utf-16")),
    "windows": ("csv", lambda: csv_file(";", "cp1252")),
    "jsonl": ("jsonl", jsonl_file),
    "xlsx": ("xlsx", lambda: xlsx_file([HEADER, *ROWS])),
}


@pytest.mark.parametrize("name", FILES)
def test_each_form_gives_the_same_articles(name: str) -> None:
    kind, make = FILES[name]
    first, second = read(make(), kind)
    draft = first["draft"]
    assert (draft["title"], draft["byline"], draft["url"]) == ("Mill", "A. Miller", "https://oster.example/1")
    assert draft["text"] == ROWS[0][1]
    assert draft["published"] == date(2024, 3, 1).isoformat()
    assert first["columns"] == {"desk": "7"}
    # Nothing is lost that its field cannot hold.
    assert second["columns"] == {"published": "last May", "url": "nowhere"}


def test_reading_goes_on_after_any_row() -> None:
    data = b"text\n" + b"".join(b"Row %d.\n" % number for number in range(1, 11))
    assert count_rows(io.BytesIO(data), "csv") == {"total": 10}
    numbers = [row["number"] for start in (0, 4, 8) for row in read(data, "csv", start, 4)]
    assert numbers == list(range(1, 11))


def test_numbers_and_dates_of_a_workbook_are_texts() -> None:
    [row] = read(xlsx_file([["text", "page", "share"], ["The mill.", 7.0, 0.5]]), "xlsx")
    assert row["columns"] == {"page": "7", "share": "0.5"}


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        (b"", "csv", NO_HEADER),
        (b"title,body text\nA,B\n", "csv", NO_TEXT.format(columns="title, body text")),
        (b"text,a,a\nx,y,z\n", "csv", TWICE.format(name="a")),
        (b'{"title": "A"}\n', "jsonl", NO_TEXT.format(columns="title")),
    ],
)
def test_a_table_without_texts_is_refused(data: bytes, kind: str, message: Any) -> None:
    assert count_rows(io.BytesIO(data), kind) == {"unreadable": message.to_json()}


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        (b"text\n\n , ,\nThe mill.\n A,B\n", "csv", MORE_CELLS),
        (b"text,title\n,Mill\nThe mill.,\n", "csv", EMPTY),
        (b'{"text": "A."}\n[1]\n{"text": "B."}\n', "jsonl", NO_OBJECT),
        (b"text,a\nThe mill.," + b"x" * (MAX_METADATA + 1) + b"\nB.,b\n", "csv", TOO_MUCH_METADATA),
        (b"text\n" + b"x" * (MAX_ROW + 1) + b"\nThe mill.\n", "csv", ROW_TOO_LONG),
        (
            b'{"text": "A."}\n{"text": "' + b"x" * (7 * MAX_ROW) + b'"}\n{"text": "B."}\n',
            "jsonl",
            ROW_TOO_LONG,
        ),
        (b'{"text": "A."}\n' + b"[" * 100_000 + b'\n{"text": "B."}\n', "jsonl", NO_OBJECT),
    ],
    ids=["cells", "empty", "no object", "metadata", "long field", "long line", "nested"],
)
def test_a_bad_row_is_refused_and_the_others_are_read(data: bytes, kind: str, message: Any) -> None:
    rows = read(data, kind)
    refused = [row["refused"] for row in rows if "refused" in row]
    assert [template for template, _values in refused] == [message.template]
    assert any("draft" in row for row in rows)


def test_an_open_quotation_mark_ends_the_table_with_a_reason() -> None:
    data = b'text\nThe mill.\n"' + b"The quay.\n" * (MAX_ROW // 4)
    rows = read(data, "csv")
    assert ("draft" in rows[0], rows[1]["refused"][0], len(rows)) == (True, NO_CSV.template, 2)


def test_a_table_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_jobs, "MAX_ROWS", 3)
    assert "unreadable" in count_rows(io.BytesIO(b"text\n" + b"A.\n" * 4), "csv")


def test_a_workbook_that_is_none_is_refused() -> None:
    assert "unreadable" in count_rows(io.BytesIO(b"PK nothing"), "xlsx")
    with pytest.raises(Unreadable):
        list(read_rows(io.BytesIO(b"PK nothing"), "xlsx", 0, 10))
