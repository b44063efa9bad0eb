"""JSON Lines: an object in each line."""

import json
from collections.abc import Iterator
from typing import IO, Any

from articles.parsing.tables.columns import MAX_NAME, require_text
from articles.parsing.tables.encoding import open_text
from articles.parsing.tables.records import MAX_COLUMNS, MAX_ROW, ROW_TOO_LONG, Row, as_text, row_of
from web.i18n.lazy_message import Message
from web.text.single_line import as_single_line

# A character outside the ASCII may take six in JSON.
MAX_LINE = 6 * MAX_ROW
NO_OBJECT = Message("This line is not a JSON object.")


def jsonl_rows(file: IO[bytes]) -> Iterator[Row]:
    """Yield a row for each line that is not empty. Raises ``Unreadable`` if the first has no text."""
    text = open_text(file)
    number = 0
    while line := text.readline(MAX_LINE):
        if not line.strip():
            continue
        number += 1
        if len(line) == MAX_LINE and not line.endswith("\n"):
            _skip_line(text)
            yield Row(number, {}, ROW_TOO_LONG.format(most=MAX_ROW))
            continue
        values = _values(line)
        if values is None:
            yield Row(number, {}, NO_OBJECT)
            continue
        if number == 1:
            require_text(list(values))
        yield row_of(number, values)


def _skip_line(text: IO[str]) -> None:
    while (rest := text.readline(MAX_LINE)) and not rest.endswith("\n"):
        pass


def _values(line: str) -> dict[str, str] | None:
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or len(value) > MAX_COLUMNS:
        return None
    return {as_single_line(name)[:MAX_NAME]: _as_text(item) for name, item in value.items()}


def _as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else as_text(value)
