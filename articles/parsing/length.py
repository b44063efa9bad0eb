"""The limits of the length of a text."""

from articles.errors import Unreadable
from web.i18n.lazy_message import Message

MAX_CHARS = 2_000_000
# More than a novel with short lines has. Cleaning takes time for each line.
MAX_LINES = 50_000
TOO_LONG = Message(
    "This text has {length} characters. Up to {most} are allowed. Upload only the part you need."
)
TOO_MANY_LINES = Message(
    "This text has {length} lines. Up to {most} are allowed. Upload only the part you need."
)


def check_length(text: str) -> str:
    """Return ``text``. Raises ``Unreadable`` if it is longer than an article may be."""
    if len(text) > MAX_CHARS:
        raise Unreadable(TOO_LONG.format(length=len(text), most=MAX_CHARS))
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise Unreadable(TOO_MANY_LINES.format(length=lines, most=MAX_LINES))
    return text
