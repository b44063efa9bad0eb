"""Move changes by hand to a later revision of their text, which somebody else has made meanwhile."""

from collections.abc import Sequence
from dataclasses import replace

from articles.editing.hand_edits import HandEdits, ParagraphLevel
from articles.editing.text_edit import OffsetMap, TextEdit


def rebase(
    hand: HandEdits, revisions: Sequence[Sequence[TextEdit]], onto: HandEdits
) -> tuple[HandEdits, HandEdits]:
    """Return ``onto`` with the changes that find a place in the text after ``revisions``, and the others as they were.

    ``revisions`` are the edits of each revision in between. A change finds its place if all of them left what it
    changes as it was, and none of ``onto`` is there.
    """
    maps = [OffsetMap(edits) for edits in revisions]
    moved, rest = onto, HandEdits()
    for edit in hand.edits:
        span = _span(maps, edit.start, edit.end)
        if span and not any(other.start <= span[1] and other.end >= span[0] for other in moved.edits):
            moved = moved.with_edit(replace(edit, start=span[0], end=span[1]))
        else:
            rest = rest.with_edit(edit)
    for level in hand.levels:
        span = _span(maps, level.at, level.at + 1)
        if span and all(other.at != span[0] for other in moved.levels):
            moved = moved.with_level(ParagraphLevel(span[0], level.level), span[0])
        else:
            rest = rest.with_level(level, level.at)
    return moved, rest


def _span(maps: Sequence[OffsetMap], start: int, end: int) -> tuple[int, int] | None:
    span: tuple[int, int] | None = (start, end)
    for offsets in maps:
        span = offsets.span(*span) if span else None
    return span
