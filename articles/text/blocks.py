"""Cuts a text into the blocks that pages show: headline, headings, paragraphs, quotations, list items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.text.draft import Formatting, Kind

BLOCK_KINDS = ("heading", "quotation", "item")
# Of formatting that reaches over several blocks no more is shown at once: no article nests deeper.
MAX_OPEN = 100
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` is one block; ``kind`` is ``paragraph`` or one of BLOCK_KINDS, ``level`` a heading's."""

    start: int
    end: int
    kind: str
    level: int
    inline: tuple[Formatting, ...]


def blocks(text: str, formatting: Sequence[Formatting] = ()) -> list[Block]:
    """The blocks of ``text`` in order. Everything outside them is newlines; inline formatting is cut to its block."""
    found = []
    waiting, open_now = sorted(formatting, reverse=True), []
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        while waiting and waiting[-1].start < end:
            open_now.append(waiting.pop())
        here = [f for f in open_now if f.end > start]
        open_now = [f for f in here if f.end > end][:MAX_OPEN]
        shape = next((f for f in here if f.kind in BLOCK_KINDS), None)
        found.append(
            Block(
                start,
                end,
                kind=shape.kind if shape else "paragraph",
                level=int(shape.value or 2) if shape and shape.kind == "heading" else 0,
                inline=tuple(
                    replace(f, start=max(f.start, start), end=min(f.end, end))
                    for f in here
                    if f.kind not in BLOCK_KINDS
                ),
            )
        )
    return found


def formatted_pieces(
    inline: Sequence[Formatting], cuts: Sequence[int]
) -> Iterator[tuple[int, int, tuple[Formatting, ...]]]:
    """Yield each piece between two cuts with its formatting: of each kind the innermost.

    The cuts are sorted and hold every start and end of the formatting.
    """
    waiting = sorted(inline, key=lambda f: (-f.start, f.end))
    open_now: dict[Kind, list[Formatting]] = {}
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            formatting = waiting.pop()
            open_now.setdefault(formatting.kind, []).append(formatting)
        for same in open_now.values():
            while same and same[-1].end <= start:
                same.pop()
        yield start, end, tuple(sorted(same[-1] for same in open_now.values() if same))
