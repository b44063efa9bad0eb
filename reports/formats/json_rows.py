"""Read the rows of JSON files and the values in them. Pure."""

import json
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from reports.formats.parsed import (
    LINE,
    MAX_PROBLEMS,
    NUMBER,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    reason_of,
)
from web.i18n.lazy_message import Message

NO_JSON = Message("is not valid JSON: {why}, in column {column}.")
NO_UTF8 = Message("is not valid UTF-8 text: there is an error at byte {at}.")
NO_OBJECT = Message("must be an object in the {format} format.")
NOT_AS = Message("does not follow the {format} format.")
NO_TEXT = Message("contains no text.")
NO_SPAN = Message("has an annotation whose start and end are not whole numbers.")
NO_TAG = Message("has an annotation without a label.")
HINTS_LEFT_OUT = Message(
    "contains {count} hints, which were not imported: rules found them, and no reader did."
)
TOO_DEEP = Message("is nested too deeply.")
# Errors caused by values of other types than a format prescribes; XML parsers raise SyntaxError.
MALFORMED = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, SyntaxError, TypeError,
    ValueError,
)  # fmt: skip


def decode(data: bytes) -> str:
    """Decode UTF-8 with or without a byte order mark. Raises ``RowError``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RowError(NO_UTF8.format(at=error.start)) from None


def parse_json(text: str) -> Any:
    """Return the value of a JSON text. Raises ``RowError``."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(NO_JSON.format(why=error.msg, column=error.colno)) from None
    except RecursionError:
        raise RowError(TOO_DEEP) from None


def split_rows(name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield (where, value) for each item of a JSON list, for a single JSON object, or for each line of JSONL.

    The value of a line that is no JSON is a ``RowError``, so that the others are still read. Raises ``RowError`` when
    nothing can be read.
    """
    text = decode(data)
    if text.lstrip().startswith("["):
        for number, value in enumerate(parse_json(text), 1):
            yield NUMBER.format(file=name, number=number), value
        return
    if "\n" in text.strip() and _first(text)[1] == len(text.rstrip()):
        yield NUMBER.format(file=name, number=1), parse_json(text)
        return
    # Lines end in a line feed only: a text may contain any other line separator.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                value = parse_json(line)
            except RowError as error:
                value = error
            yield LINE.format(file=name, number=number), value


def read_rows(files: Files, of: str, read: Callable[[str, str, dict[str, Any]], Document]) -> ParsedFile:
    """Return the documents that ``read(file, where, row)`` makes of the rows; one that it cannot read is a problem."""
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for name, data in files.items():
        try:
            for where, value in split_rows(name, data):
                if len(problems) >= MAX_PROBLEMS:
                    return ParsedFile(tuple(documents), tuple(problems))
                try:
                    if isinstance(value, RowError):
                        raise value
                    document = read(name, where, require_object(value, of))
                    documents.append(document)
                    problems += [RowProblem(where, message) for message in document.left_out]
                except RowError as error:
                    problems.append(RowProblem(where, reason_of(error)))
                except MALFORMED:
                    problems.append(RowProblem(where, NOT_AS.format(format=of)))
        except RowError as error:
            problems.append(RowProblem(name, reason_of(error)))
    return ParsedFile(tuple(documents), tuple(problems))


def require_object(value: Any, of: str) -> dict[str, Any]:
    """Return ``value`` if it is an object. Raises ``RowError`` otherwise."""
    if not isinstance(value, dict):
        raise RowError(NO_OBJECT.format(format=of))
    return value


def require_text(value: Any) -> str:
    """Return ``value`` if it is a text that is not blank. Raises ``RowError`` otherwise."""
    if not isinstance(value, str) or not value.strip():
        raise RowError(NO_TEXT)
    return value


def require_annotation(start: Any, end: Any, tag: Any, **optional: Any) -> ParsedAnnotation:
    """Return an annotation made of unchecked values; ``optional`` values of a wrong type are ignored.

    Raises ``RowError`` for offsets that are no integers, or a blank tag.
    """
    if not all(isinstance(offset, int) and not isinstance(offset, bool) for offset in (start, end)):
        raise RowError(NO_SPAN)
    if not isinstance(tag, str) or not tag.strip():
        raise RowError(NO_TAG)
    if not optional:
        return ParsedAnnotation(start, end, tag)
    types = {"quote": str, "note": str, "details": dict, "id": str}
    return ParsedAnnotation(
        start, end, tag, **{name: value for name, value in optional.items() if isinstance(value, types[name])}
    )


def annotator_name(value: Any, file: str) -> str:
    """Return the name of an annotator in a row, or else the name of the file without its endings."""
    return value if isinstance(value, str) and value.strip() else PurePath(file).name.split(".")[0]


def article_metadata(provenance: Any) -> dict[str, str]:
    """Return the title and the address of an article from the provenance that our own files have."""
    values = provenance if isinstance(provenance, dict) else {}
    return {name: value for name in ("title", "url") if isinstance(value := values.get(name), str)}


def first_object(files: Files) -> dict[str, Any]:
    """Return the first object of the first file, by which a format recognizes its files; {} if there is none."""
    for data in files.values():
        try:
            return _first(decode(data))[0]
        except RowError:
            return {}
    return {}


def _first(text: str) -> tuple[dict[str, Any], int]:
    """Return the first object in a JSON text and the offset of its end, without reading on; ({}, 0) for none."""
    start = len(text) - len(text.lstrip("[ \t\r\n"))
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError):
        return {}, 0
    return (value, end) if isinstance(value, dict) else ({}, 0)
