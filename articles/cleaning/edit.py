"""The interface of cleaning steps, and the edits they propose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from articles.text.draft import Draft, Formatting
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by ``replacement``. The page shows the ``reason``."""

    start: int
    end: int
    reason: Message
    replacement: str = ""


class Step(Protocol):
    """A cleaning step. Steps run in ``order``, each on what the previous ones left.

    An edit makes the text shorter, or removes line breaks and keeps the length. On clean prose a step finds nothing.
    All methods are optional.
    """

    slug: str
    title: str
    order: int

    def find(self, draft: Draft) -> Iterable[Edit]:
        """Return the proposed edits in order, without overlaps."""
        return ()

    def learn(self, draft: Draft) -> dict[str, Any]:
        """Return metadata found in the text before it is edited, by field of the draft (``title``, ``byline``, ...)."""
        return {}

    def add_formatting(self, draft: Draft) -> Iterable[Formatting]:
        """Return formatting that the cleaned text lacks."""
        return ()
