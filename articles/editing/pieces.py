"""The pieces of a text after cleaning and changes by hand, in order, with their places in the original."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.cleaning import Cleaned
from articles.editing.hand_edits import edit_id
from articles.editing.text_edit import TextEdit


@dataclass(frozen=True, slots=True)
class Piece:
    """``text``, which stands for ``[start, end)`` of the original; ``state`` is kept, removed or inserted.

    ``edit`` is the id of what removed, inserted or offers it, ``by_hand`` whether a person did. ``size`` is its length
    in the cleaned text.
    """

    text: str
    state: str
    start: int
    end: int
    size: int
    edit: str = ""
    by_hand: bool = False
    reason: str = ""
    offered: bool = False

    @property
    def stays(self) -> bool:
        """Return whether the piece is in the text that is left."""
        return self.state != "removed"

    @property
    def shown(self) -> bool:
        """Return whether a page shows the edit of this piece; it does not show removed blank lines."""
        return bool(self.edit and (self.text.strip() or self.state == "inserted" or self.offered))

    def part(self, start: int, end: int) -> "Piece":
        """Return ``text[start:end]`` of a piece of the original as a piece."""
        at = self.start + start if self.start < self.end else self.start
        last = self.start + end if self.start < self.end else self.end
        size = end - start if self.size else 0
        return replace(self, text=self.text[start:end], start=at, end=last, size=size)


def edited_pieces(cleaned: Cleaned, edits: Sequence[TextEdit]) -> Iterator[Piece]:
    """Yield the pieces of the text in order: those of the cleaning, and in place of some of them the edits by hand."""
    queue = deque(_cleaned_pieces(cleaned))
    for edit in edits:
        yield from _take(queue, edit.start)
        inside = list(_take(queue, edit.end))
        size = sum(piece.size for piece in inside)
        if edit.start < edit.end:
            text = "".join(piece.text for piece in inside if piece.stays or piece.text.strip())
            yield Piece(text, "removed", edit.start, edit.end, size, edit_id(edit), by_hand=True)
        if edit.replacement:
            yield Piece(edit.replacement, "inserted", edit.end, edit.end, 0, edit_id(edit), by_hand=True)
    yield from queue


def _cleaned_pieces(cleaned: Cleaned) -> Iterator[Piece]:
    start = 0
    for segment in cleaned.segments:
        length = len(segment.text)
        end = start if segment.state == "inserted" else start + length
        size = 0 if segment.state == "removed" else length
        yield Piece(
            segment.text,
            segment.state,
            start,
            end,
            size,
            segment.edit,
            reason=segment.reason,
            offered=segment.offered,
        )
        start = end


def _take(queue: deque[Piece], until: int) -> Iterator[Piece]:
    """Take the pieces before offset ``until`` of the original from the queue, and what was inserted there."""
    while queue and queue[0].start <= until:
        piece = queue.popleft()
        if piece.end <= until:
            yield piece
        elif piece.start < until:
            yield piece.part(0, until - piece.start)
            queue.appendleft(piece.part(until - piece.start, len(piece.text)))
            return
        else:
            queue.appendleft(piece)
            return
