"""An attribution: a cue such as “said”, the source, and what is said, each with its extent."""

from dataclasses import dataclass
from enum import Enum

from articles.hints.hint import Extent


class SourceKind(Enum):
    """What the source of an attribution is, which decides the question that a reader is asked."""

    NAMED = "named"
    PRONOUN = "pronoun"
    DOCUMENT = "document"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; extents are code points.

    ``content`` is what is said, in pieces if the cue and the source split it. ``source`` is None if nobody is named.
    ``stance`` is one of those in ``stances``. ``sure`` and ``strength`` are those of the hint; among attributions whose
    cues overlap, the strongest stays.
    """

    cue: Extent
    source: Extent | None
    content: tuple[Extent, ...]
    stance: str
    source_kind: SourceKind
    sure: bool
    strength: float
