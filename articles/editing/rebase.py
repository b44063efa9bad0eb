"""Move changes by hand to a later revision of their text, which somebody else has made meanwhile."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from articles.editing.hand_edits import HandEdits, ParagraphLevel
from articles.editing.text_edit import OffsetMap, TextEdit


def rebase(
    hand: HandEdits, revisions: Sequence[Sequence[TextEdit]], onto: HandEdits
) -> tuple[HandEdits, HandEdits]:
    """Return ``onto`` with the changes that find a place in the text after ``revisions``, and the others as they were.

    ``revisions`` are the edits of each revision in between. A change finds its place if all of them left what it
    changes as it was, and no other change is there or touches it.
    """
    maps = [OffsetMap(edits) for edits in revisions]
    used = {level.at for level in onto.levels}
    ends, previous_end = [edit.end for edit in onto.edits], -1
    moved, rest = list(onto.edits), []
    for edit in hand.edits:
        span = _span(maps, edit.start, edit.end)
        number = bisect_left(ends, span[0]) if span else 0
        is_free = number == len(ends) or (span and onto.edits[number].start > span[1])
        if span and is_free and span[0] > previous_end:
            moved.append(replace(edit, start=span[0], end=span[1]))
            previous_end = span[1]
        else:
            rest.append(edit)
    levels, rest_levels = list(onto.levels), []
    for level in hand.levels:
        span = _span(maps, level.at, level.at + 1)
        if span and span[0] not in used:
            levels.append(ParagraphLevel(span[0], level.level))
        else:
            rest_levels.append(level)
    return HandEdits(tuple(sorted(moved)), tuple(sorted(levels))), HandEdits(tuple(rest), tuple(rest_levels))


def _span(maps: Sequence[OffsetMap], start: int, end: int) -> tuple[int, int] | None:
    span: tuple[int, int] | None = (start, end)
    for offsets in maps:
        span = offsets.span(*span) if span else None
    return span
