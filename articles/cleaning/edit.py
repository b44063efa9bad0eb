"""What a cleaning step is, and what it proposes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from articles.text.draft import Draft, Formatting
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` is to become ``replacement``; ``reason`` is what the page says about it."""

    start: int
    end: int
    reason: Message
    replacement: str = ""


class Step(Protocol):
    """What each file of this folder offers. Steps run in ``order``; each sees what the earlier ones left.

    An edit makes the text shorter, or as long with fewer line breaks; on clean prose a step finds nothing.
    What a step does not define it does not do.
    """

    slug: str
    title: str
    order: int

    def find(self, draft: Draft) -> Iterable[Edit]:
        """The edits this step proposes, in order, without overlaps."""
        return ()

    def learn(self, draft: Draft) -> dict[str, Any]:
        """Draft fields that this step reads off the text before it edits it (``title``, ``byline``, ...)."""
        return {}

    def mark(self, draft: Draft) -> Iterable[Formatting]:
        """Formatting that the cleaned text lacks."""
        return ()
