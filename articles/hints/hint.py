"""A hint: a span of a text, the tag that it may deserve, and the reason."""

from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

from articles.hints.reason import Reason

Extent = tuple[int, int]


class HintDetails(TypedDict):
    """Where the parts of a hint are in the text, as ``[start, end)`` in code points.

    ``cue`` is the word or words that gave the hint: it is drawn there. An allegation has a ``source`` (None if the text
    names nobody) and, if what is said is split by the source and the cue, its further ``pieces``. A loaded word may
    have ``neutral`` wordings. ``suggested_by`` is the language model, if it is not from the rules.
    """

    cue: Extent
    source: NotRequired[Extent | None]
    pieces: NotRequired[tuple[Extent, ...]]
    neutral: NotRequired[tuple[str, ...]]
    suggested_by: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Hint:
    """A passage ``[start, end)`` (code points) that may deserve ``tag``, the slug of one of the four tags.

    For an allegation it is what somebody says; source and cue are in ``details``. ``sure`` tells the more certain of
    two tiers. ``strength`` ranks hints of one kind, the larger the better; it means nothing else.
    """

    start: int
    end: int
    tag: str
    reason: Reason
    sure: bool
    details: HintDetails
    kind: str
    strength: float = field(default=0.0, compare=False)

    @property
    def cue(self) -> Extent:
        """Return the extent of the word or words that gave the hint."""
        return self.details["cue"]


def overlap(one: Extent, other: Extent) -> bool:
    """Return whether two extents have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
