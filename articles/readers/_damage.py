"""Turns whatever a library raises on damaged bytes into one sentence for the person who uploads."""

from collections.abc import Iterator
from contextlib import contextmanager

from articles.phrase import Phrase
from articles.readers import Unreadable

DAMAGED = Phrase(
    "This {what} is damaged or incomplete. Open it in the program it came from, save it again and upload the new "
    "file, or paste the text."
)


@contextmanager
def damage_is_unreadable(what: Phrase) -> Iterator[None]:
    """Inside it, any error but ``Unreadable`` and ``MemoryError`` means that the ``what`` is damaged."""
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # parsers of hostile bytes raise nearly anything: struct.error, KeyError, ...
        raise Unreadable(DAMAGED.format(what=what)) from error
