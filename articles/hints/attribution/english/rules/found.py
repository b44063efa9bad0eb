"""What a rule finds for one verb, before it becomes an attribution."""

from dataclasses import dataclass

from articles.hints.attribution.english.rules.speakers import Source
from articles.hints.hint import Extent

# The lists of verbs whose content is speech.
SPEECH = frozenset(("clause", "that", "quotation", "question"))


@dataclass(frozen=True, slots=True)
class Found:
    """The source and the pieces of what is said, with the strength and tier of an attribution."""

    source: Source | None
    content: tuple[Extent, ...]
    strength: float
    sure: bool
