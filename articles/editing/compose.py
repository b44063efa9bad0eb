"""A text after cleaning and changes by hand: what would be frozen now, and the pieces that the page shows."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from articles.cleaning import Cleaned
from articles.editing.formatting import PARAGRAPH_BREAK, edit_formatting, with_levels
from articles.editing.hand_edits import HandEdits, ParagraphLevel, edit_id
from articles.editing.pieces import Piece, edited_pieces
from articles.editing.text_edit import TextEdit
from articles.editing.white_space import tidy_white_space
from articles.text.blocks import Block, blocks
from articles.text.draft import Draft


@dataclass(frozen=True)
class Composed:
    """A cleaned text with the changes by hand.

    ``draft`` is what is left: its text is that of the pieces that stay, and ``apply_edits(cleaned text, edits)``.
    ``levels`` are those that were set by hand, by where their paragraphs begin in the text.
    """

    cleaned: Cleaned
    hand: HandEdits
    pieces: tuple[Piece, ...]
    edits: tuple[TextEdit, ...]
    draft: Draft
    levels: dict[int, ParagraphLevel]

    @cached_property
    def blocks(self) -> list[Block]:
        """Return the text in blocks, as pages show it."""
        return blocks(self.draft.text, self.draft.formatting)

    @cached_property
    def _text_starts(self) -> list[int]:
        """Where each piece begins in the text."""
        return [0, *accumulate(len(piece.text) if piece.stays else 0 for piece in self.pieces)]

    @cached_property
    def _ends(self) -> list[int]:
        """Where each piece ends in the original."""
        return [piece.end for piece in self.pieces]

    @cached_property
    def _cleaned_starts(self) -> list[int]:
        return [0, *accumulate(piece.size for piece in self.pieces)]

    @cached_property
    def _edit_numbers(self) -> dict[str, tuple[int, int]]:
        """The numbers of the first and the last piece of each edit by hand."""
        numbers: dict[str, tuple[int, int]] = {}
        for number, piece in enumerate(self.pieces):
            if piece.by_hand and piece.edit:
                numbers[piece.edit] = (numbers.get(piece.edit, (number, number))[0], number)
        return numbers

    def block_at(self, offset: int) -> int:
        """Return the number of the block with this offset of the text, or of the next one."""
        number = bisect_left([block.end for block in self.blocks], offset)
        return min(number, len(self.blocks) - 1)

    def block_text(self, offset: int) -> str:
        """Return the text of the block with this offset."""
        block = self.blocks[self.block_at(offset)]
        return self.draft.text[block.start : block.end]

    def text_offset(self, at: int) -> int:
        """Return where the offset ``at`` of the original is in the text; of what was removed, where it was."""
        number = bisect_right(self._ends, at)
        if number == len(self.pieces):
            return len(self.draft.text)
        piece, start = self.pieces[number], self._text_starts[number]
        return start + max(0, at - piece.start) if piece.stays else start

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original that ``[start, end)`` of the text stands for, with whole edits by hand."""
        first = self._piece_at(start)
        last = max(first, bisect_left(self._text_starts, end) - 1)
        begin, finish = self._source_start(first, start), self._source_end(last, end)
        return min(begin, finish), finish

    def range_of_edit(self, edit: TextEdit) -> tuple[int, int]:
        """Return where an edit by hand stands in the text."""
        first, last = self._edit_numbers[edit_id(edit)]
        return self._text_starts[first], self._text_starts[last + 1]

    def cleaned_offset(self, at: int) -> int:
        """Return where the offset ``at`` of the original is in the cleaned text, before any change by hand."""
        number = bisect_right(self._ends, at)
        if number == len(self.pieces):
            return len(self.cleaned.draft.text)
        piece = self.pieces[number]
        is_original = piece.size == piece.end - piece.start
        return self._cleaned_starts[number] + (max(0, at - piece.start) if is_original else 0)

    def cleaned_text(self, start: int, end: int) -> str:
        """Return the cleaned text of ``[start, end)`` of the original, before any change by hand."""
        return self.cleaned.draft.text[self.cleaned_offset(start) : self.cleaned_offset(end)]

    def next_cleaned_offset(self, at: int) -> int:
        """Return where the first of what stays at ``at`` of the original or after it is in the cleaned text."""
        number = bisect_right(self._ends, at)
        if number < len(self.pieces) and self.pieces[number].stays:
            return self.cleaned_offset(at)
        while number < len(self.pieces) and not self.pieces[number].stays:
            number += 1
        return self._cleaned_starts[number]

    def _piece_at(self, offset: int) -> int:
        """Return the number of the piece with this offset of the text."""
        number = bisect_right(self._text_starts, offset) - 1
        return min(number, len(self.pieces) - 1)

    def _source_start(self, number: int, offset: int) -> int:
        piece = self.pieces[number]
        if piece.stays and piece.start < piece.end:
            return min(piece.start + offset - self._text_starts[number], piece.end)
        # What was inserted stands for what the same edit removed before it.
        while number and self.pieces[number - 1].edit == piece.edit and piece.edit:
            number -= 1
        return self.pieces[number].start

    def _source_end(self, number: int, offset: int) -> int:
        piece = self.pieces[number]
        if piece.stays and piece.start < piece.end:
            return min(piece.start + offset - self._text_starts[number], piece.end)
        return piece.end


def compose(cleaned: Cleaned, hand: HandEdits) -> Composed:
    """Return the cleaned text with the changes by hand. Without any, it is the cleaned text as it is."""
    pieces = tuple(tidy_white_space(list(edited_pieces(cleaned, hand.edits))))
    source = cleaned.draft.text
    edits = tuple(e for e in _edits_of_cleaned(pieces) if source[e.start : e.end] != e.replacement)
    text = "".join(piece.text for piece in pieces if piece.stays)
    formatting = cleaned.draft.formatting
    if edits:
        formatting = edit_formatting(source, formatting, edits, text)
    draft = replace(cleaned.draft, text=text, formatting=formatting)
    composed = Composed(cleaned, hand, pieces, edits, draft, {})
    levels: dict[int, ParagraphLevel] = {}
    for level in hand.levels:
        if (offset := _paragraph_start(composed, level.at)) is not None:
            levels.setdefault(offset, level)
    if not levels:
        return composed
    rows = [(b.start, b.end, levels[b.start].level) for b in composed.blocks if b.start in levels]
    return replace(composed, levels=levels, draft=replace(draft, formatting=with_levels(formatting, rows)))


def _edits_of_cleaned(pieces: Sequence[Piece]) -> list[TextEdit]:
    """Return the changes by hand as edits of the cleaned text, those that touch each other as one."""
    edits: list[TextEdit] = []
    at = 0
    for piece in pieces:
        end = at + piece.size
        if not piece.stays and piece.size:
            edit = TextEdit(at, end)
        elif piece.stays and not piece.size:
            edit = TextEdit(at, at, piece.text)
        else:
            at = end
            continue
        at = end
        if edits and edits[-1].end == edit.start:
            edit = TextEdit(edits[-1].start, edit.end, edits.pop().replacement + edit.replacement)
        edits.append(edit)
    return edits


def _paragraph_start(composed: Composed, at: int) -> int | None:
    """Return where the paragraph that began at ``at`` of the original begins in the text, None if it does not any more.

    A paragraph of which the beginning was crossed out still begins there.
    """
    offset = composed.text_offset(at)
    if not composed.blocks or composed.blocks[composed.block_at(offset)].start != offset:
        return None
    gone = composed.cleaned.draft.text[composed.cleaned_offset(at) : composed.next_cleaned_offset(at)]
    return None if PARAGRAPH_BREAK in gone else offset
