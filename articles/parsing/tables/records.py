"""What every kind of table gives: its rows one after the other, as texts by the names of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from articles.errors import Unreadable
from articles.parsing.length import MAX_CHARS
from web.i18n.lazy_message import Message

# Characters of one row, whatever its columns.
MAX_ROW = MAX_CHARS + 100_000
MAX_COLUMNS = 200
TOO_MANY_COLUMNS = Message("This table has {count} columns. Up to {most} are allowed.")
ROW_TOO_LONG = Message("This row has more than {most} characters.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row, numbered from 1 without the header: its ``values``, or why they are ``refused``."""

    number: int
    values: Mapping[str, str]
    refused: Message | None = None


def check_columns(names: list[str]) -> list[str]:
    """Return the names of the columns. Raises ``Unreadable`` for too many."""
    if len(names) > MAX_COLUMNS:
        raise Unreadable(TOO_MANY_COLUMNS.format(count=len(names), most=MAX_COLUMNS))
    return names


def as_text(value: Any) -> str:
    """Return the value of a cell as a text: whole numbers without a point, dates in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)


def row_of(number: int, values: Mapping[str, str]) -> Row:
    """Return the row, refused if it is too long for any article."""
    if sum(map(len, values.values())) > MAX_ROW:
        return Row(number, {}, ROW_TOO_LONG.format(most=MAX_ROW))
    return Row(number, values)
