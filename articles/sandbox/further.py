"""The further columns of an article: what a table has beside its text and the fields of an article."""

from collections.abc import Mapping

from articles.errors import Unreadable
from articles.readers.text import check_text
from web.i18n.lazy_message import Message

# Characters of all names and values.
MAX_METADATA = 10_000
TOO_MUCH_METADATA = Message(
    "The other columns of this row have {count} characters. Up to {most} are allowed beside the text."
)


def check_further(columns: Mapping[str, str]) -> None:
    """Raise ``Unreadable`` for further columns that are too long, or hold what a text may not."""
    if (count := sum(len(name) + len(value) for name, value in columns.items())) > MAX_METADATA:
        raise Unreadable(TOO_MUCH_METADATA.format(count=count, most=MAX_METADATA))
    for value in columns.values():
        check_text(value)
