"""The blocks of a text with its changes, as the pages show them on which people change it."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from articles.cleaning.steps.rest_of_page import is_rest_of_page
from articles.editing.compose import Composed
from articles.editing.hand_edits import edit_id, level_id
from articles.editing.pieces import Piece
from articles.text.blocks import Block
from articles.text.html import inline_runs, run_html
from web.markup import Markup, join

# Stands for a paragraph break that was added or removed.
BREAK = "¶"


@dataclass(slots=True)
class ShownPiece:
    """A piece on the page. ``kind`` is text, space, joined, clutter, offered, crossed, new or break.

    The cleaning joined lines, removed clutter, and offers to remove clutter that was kept; a person crossed words out
    and wrote new ones, or broke a paragraph. A space beside what was crossed out is shown, but left out of the text.
    ``start`` and ``end`` are places in the original, ``range`` is where a text that stays is in the text, and ``last``
    is True for the last piece of an edit.
    """

    kind: str
    start: int
    end: int
    html: Markup
    edit: str = ""
    reason: str = ""
    last: bool = False
    range: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class ShownBlock:
    """A block on the page: a heading, a paragraph, a quotation or an item; ``removed`` for what is none of the text.

    ``at`` is where it begins in the original; ``undo`` is the id of the change that set its level, if one did. ``time``
    is that of the block in a broadcast. ``pictures`` are for those who show the block: the pictures before it.
    ``fold`` is True for the first of the removed blocks of the page around the article, ``fold_ends`` for the last one.
    """

    kind: str
    at: int
    level: int = 0
    undo: str = ""
    pieces: list[ShownPiece] = field(default_factory=list)
    time: str = ""
    pictures: list[Any] = field(default_factory=list)
    fold: bool = False
    fold_ends: bool = False

    @property
    def around_article(self) -> bool:
        """Return whether the block is of the page around the article, and removed."""
        return self.kind == "removed" and all(is_rest_of_page(piece.edit) for piece in self.pieces)


def shown_blocks(composed: Composed) -> list[ShownBlock]:
    """Return the blocks in order."""
    layout = _Layout(composed)
    for piece in composed.pieces:
        layout.add(piece)
    return layout.finish()


class _Layout:
    """Puts each piece into its block. What was removed beside a block is in it unless a line break is between."""

    def __init__(self, composed: Composed) -> None:
        self.composed, self.source = composed, composed.draft.text
        self.ranges = {edit_id(edit): (edit.start, edit.end) for edit in composed.hand.edits}
        self.shown: list[ShownBlock] = []
        self.upcoming = list(reversed(composed.blocks))
        self.open: list[tuple[Block, ShownBlock]] = []  # the block that the last text is in, if any
        self.waiting: list[ShownPiece] = []
        self.offset = 0

    def add(self, piece: Piece) -> None:
        """Add the next piece."""
        if piece.stays:
            self._add_text(piece)
        elif piece.by_hand and piece.edit:
            text = piece.text if piece.text.strip() else BREAK * ("\n" in piece.text)
            if text:
                self._add_removed(self._piece("crossed", piece, text), text)
        elif piece.shown:
            self._add_removed(self._piece("clutter", piece, piece.text.strip()), piece.text)
        elif "\n" in piece.text:
            self._break()
        elif piece.by_hand:
            self._add_removed(self._piece("space", piece, piece.text), "")

    def finish(self) -> list[ShownBlock]:
        """Return all blocks, with their texts as HTML."""
        self._break()
        last = {piece.edit: piece for block in self.shown for piece in block.pieces if piece.edit}
        for piece in last.values():
            piece.last = True
        for around, group in groupby(self.shown, key=lambda block: block.around_article):
            if around:
                blocks = list(group)
                blocks[0].fold = blocks[-1].fold_ends = True
        return self.shown

    def _add_text(self, piece: Piece) -> None:
        begin, end = self.offset, self.offset + len(piece.text)
        while self.offset < end:
            offset, block = self.offset, self._block_at(self.offset)
            if block is None or offset < block.start:
                self.offset = min(end, block.start) if block else end
                self._add_gap(piece, self.source[offset : self.offset])
                continue
            start = piece.start + (offset - begin if piece.start < piece.end else 0)
            kind = "offered" if piece.offered else {"kept": "text", "inserted": "joined"}[piece.state]
            item = self._piece("new" if piece.by_hand else kind, piece, "", start)
            self.offset = min(end, block.end)
            item.range = (offset, self.offset)
            self._show(block, item.start).pieces.append(item)

    def _block_at(self, offset: int) -> Block | None:
        while self.upcoming and self.upcoming[-1].end <= offset:
            self.upcoming.pop()
        return self.upcoming[-1] if self.upcoming else None

    def _show(self, block: Block, at: int) -> ShownBlock:
        """Return the block on the page, with what waited for it if its text begins now, ``at`` of the original."""
        if self.open and self.open[0][0] is block:
            return self.open[0][1]
        self._close()
        level = self.composed.levels.get(block.start)
        shown = ShownBlock(
            block.kind, at, block.level, level_id(level.at) if level else "", self.waiting, block.time
        )
        self.waiting = []
        self.open = [(block, shown)]
        self.shown.append(shown)
        return shown

    def _add_removed(self, item: ShownPiece, text: str) -> None:
        if text[: len(text) - len(text.lstrip())].count("\n"):
            self._break()
        (self.open[0][1].pieces if self.open else self.waiting).append(item)
        if text[len(text.rstrip()) :].count("\n"):
            self._break()

    def _add_gap(self, piece: Piece, text: str) -> None:
        if piece.by_hand:
            self._add_removed(self._piece("break", piece, BREAK), BREAK)
        if "\n" in text:
            self._break()

    def _break(self) -> None:
        """A line break follows: what waits belongs to no block of the text, unless the open one goes on."""
        if self.open and self.offset < self.open[0][0].end:
            return
        self._close()
        for item in self.waiting:
            if (
                self.shown
                and self.shown[-1].kind == "removed"
                and self.shown[-1].pieces[-1].edit == item.edit
            ):
                self.shown[-1].pieces.append(item)
            else:
                self.shown.append(ShownBlock("removed", item.start, pieces=[item]))
        self.waiting = []

    def _close(self) -> None:
        """Write the texts of the open block as HTML."""
        for block, shown in self.open:
            cuts = {edge for item in shown.pieces for edge in item.range if block.start <= edge <= block.end}
            runs = iter(
                [(s, e, run_html(self.source[s:e], f)) for s, e, f in inline_runs(block, cuts) if s < e]
            )
            run = next(runs, None)
            for item in shown.pieces:
                parts: list[Markup] = []
                while run and item.range[0] <= run[0] < item.range[1]:
                    parts.append(run[2])
                    run = next(runs, None)
                item.html = join(parts) if parts else item.html
        self.open = []

    def _piece(self, kind: str, piece: Piece, text: str, start: int | None = None) -> ShownPiece:
        first, end = self.ranges.get(piece.edit, (piece.start if start is None else start, piece.end))
        return ShownPiece(kind, first, end, join([text]), piece.edit, piece.reason)
