"""Make an attribution of its parts."""

from collections.abc import Iterable

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.speakers import Source
from articles.hints.attribution.stances import NEUTRAL, stance_by_base
from articles.hints.hint import Extent


def attribution(
    cue: Extent,
    source: Source,
    content: Iterable[Extent | None],
    strength: float,
    *,
    sure: bool,
    base: str = "",
) -> Attribution | None:
    """Return the attribution without pieces of content that touch cue or source; None if no piece is left.

    ``base`` is the base form of the cue, from which its stance follows.
    """
    outside = (cue, source.extent or cue)
    pieces = sorted(
        piece
        for piece in content
        if piece and not any(piece[0] < end and start < piece[1] for start, end in outside)
    )
    if not pieces:
        return None
    stance = stance_by_base("es").get(base, NEUTRAL)
    return Attribution(cue, source.extent, tuple(pieces), stance, source.kind, sure, strength)
