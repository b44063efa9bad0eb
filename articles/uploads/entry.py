"""An entry of a bulk upload: a file of an archive or a row of a table, with what was read of it."""

from dataclasses import dataclass, field

from articles.cleaning import Cleaned
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

BROKEN = Message("Something went wrong on our side, so this file was not added. Upload it by itself.")


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its draft, its bytes, and the result of cleaning."""

    draft: Draft
    original: bytes
    cleaned: Cleaned | None


@dataclass(frozen=True)
class ReadRow:
    """A row that was read: its draft, which is frozen as it is, and its further columns."""

    draft: Draft
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scan:
    """A file with ``pages`` pages that only text recognition can read."""

    original: bytes
    pages: int


@dataclass(frozen=True)
class Entry:
    """An entry, numbered from 1, with what was read, or why it is refused."""

    number: int
    name: str
    result: ReadFile | ReadRow | Scan | Message
