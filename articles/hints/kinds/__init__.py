"""The kinds of hints, one module each."""

from collections.abc import Iterable
from typing import Protocol

from articles.hints.document import Document
from articles.hints.hint import Hint
from web.i18n.lazy_message import Message


class Kind(Protocol):
    """One kind of hint: ``slug``, ``title`` and ``example`` for the settings; ``order`` among the kinds."""

    slug: str
    title: Message
    example: Message
    tag: str
    order: int

    def find(self, document: Document, found: tuple[Hint, ...]) -> Iterable[Hint]:
        """Return the hints of this kind; ``found`` are those of the kinds before it."""
        ...
