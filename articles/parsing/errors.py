"""Messages for the uploader about damaged files and lost characters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from articles.errors import Unreadable
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

DAMAGED = Message(
    "This {what} is damaged or incomplete. Open it in the program it came from, save it again and upload the new "
    "file, or paste the text."
)
LOST_CHARACTERS = Message(
    "Some characters were lost before the upload (�: {count}). If they matter, copy the "
    "article again or save it as UTF-8."
)


def note_replacement_characters(draft: Draft) -> Draft:
    """Return ``draft``, with a note if its text contains U+FFFD, which stands for lost characters."""
    lost = draft.text.count("\ufffd")
    return replace(draft, notes=(*draft.notes, LOST_CHARACTERS.format(count=lost))) if lost else draft


@contextmanager
def translate_parser_errors(what: Message) -> Iterator[None]:
    """Raise any error in the block as ``Unreadable``: the file (``what``) is damaged."""
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # parsers of damaged files raise nearly anything: struct.error, KeyError, ...
        raise Unreadable(DAMAGED.format(what=what)) from error
