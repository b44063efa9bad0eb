"""Where something was crossed out, leave one space or one paragraph break, and not two."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from articles.editing.pieces import Piece

# Signs that no space stands before.
CLOSING = tuple(",.;:!?…)]}、。，！？")


def tidy_white_space(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with white space that is left over around what was crossed out as removed pieces."""
    replaced = {piece.edit for piece in pieces if piece.by_hand and piece.state == "inserted"}
    crossed_out = {piece.edit for piece in pieces if piece.by_hand} - replaced
    if not crossed_out:
        return pieces
    cut = [part for piece in pieces for part in _cut_at_words(piece)]
    groups = [(loose, list(group)) for loose, group in groupby(cut, key=_is_loose)]
    result: list[Piece] = []
    for number, (loose, group) in enumerate(groups):
        if loose and not crossed_out.isdisjoint(piece.edit for piece in group):
            following = groups[number + 1][1][0].text if number + 1 < len(groups) else ""
            result += _with_one_gap(group, at_start=number == 0, following=following)
        else:
            result += group
    return list(_merged(result))


def _is_loose(piece: Piece) -> bool:
    """Return whether the piece is no text that stays, or white space that nobody put there by hand."""
    return not piece.stays or (not piece.text.strip() and not piece.by_hand)


def _cut_at_words(piece: Piece) -> Iterator[Piece]:
    """Yield the white space at both ends of a piece that stays as pieces of their own."""
    text = piece.text
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if not piece.stays or piece.by_hand or first >= last:
        yield piece
        return
    for start, end in ((0, first), (first, last), (last, len(text))):
        if start < end:
            yield piece.part(start, end)


def _with_one_gap(group: list[Piece], at_start: bool, following: str) -> Iterator[Piece]:
    """Yield the group with the longest break of its white space, the first of those; without any at either end."""
    gaps = [number for number, piece in enumerate(group) if piece.stays]
    stays = max(gaps, key=lambda number: group[number].text.count("\n"), default=-1)
    ends_sentence = gaps == [0] and following.startswith(CLOSING) and "\n" not in group[0].text
    if at_start or not following or ends_sentence:
        stays = -1
    for number, piece in enumerate(group):
        if piece.stays and number != stays:
            yield replace(piece, state="removed", by_hand=True, edit="", reason="", offered=False)
        else:
            yield piece


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbouring pieces of the original that differ in their place only."""
    previous: Piece | None = None
    for piece in pieces:
        if previous and _belong_together(previous, piece):
            previous = replace(
                previous,
                text=previous.text + piece.text,
                end=piece.end,
                size=previous.size + piece.size,
            )
            continue
        if previous:
            yield previous
        previous = piece
    if previous:
        yield previous


def _belong_together(before: Piece, after: Piece) -> bool:
    same = replace(before, text="", start=0, end=0, size=0) == replace(after, text="", start=0, end=0, size=0)
    return same and before.state == "kept" and before.end == after.start
