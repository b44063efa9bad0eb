"""Split a text into the blocks that pages show: headline, headings, paragraphs, quotations, list items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.text.draft import Formatting, Kind

BLOCK_KINDS, TIME = ("heading", "quotation", "item"), "time"
# Limit of formatting that continues into the next block; no article nests deeper.
MAX_OPEN = 100
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` is one block; ``kind`` is ``paragraph`` or one of BLOCK_KINDS, ``level`` a heading's.

    ``time`` is shown beside it: when it begins in a broadcast, as "1:02:03"; "" for most texts.
    """

    start: int
    end: int
    kind: str
    level: int
    inline: tuple[Formatting, ...]
    time: str = ""


def blocks(text: str, formatting: Sequence[Formatting] = ()) -> list[Block]:
    """Return the blocks of ``text`` in order. Between them are only newlines; inline formatting is cut to its block."""
    result = []
    upcoming, active = sorted(formatting, reverse=True), []
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        while upcoming and upcoming[-1].start < end:
            active.append(upcoming.pop())
        inside = [f for f in active if f.end > start]
        active = [f for f in inside if f.end > end][:MAX_OPEN]
        shape = next((f for f in inside if f.kind in BLOCK_KINDS), None)
        result.append(
            Block(
                start,
                end,
                kind=shape.kind if shape else "paragraph",
                level=int(shape.value or 2) if shape and shape.kind == "heading" else 0,
                inline=tuple(
                    replace(f, start=max(f.start, start), end=min(f.end, end))
                    for f in inside
                    if f.kind not in (*BLOCK_KINDS, TIME)
                ),
                time=next((time_label(f.value) for f in inside if f.kind == TIME and f.start >= start), ""),
            )
        )
    return result


def formatted_pieces(
    inline: Sequence[Formatting], cuts: Sequence[int]
) -> Iterator[tuple[int, int, tuple[Formatting, ...]]]:
    """Yield each piece between two cuts with its formatting: the innermost one of each kind.

    The cuts are sorted and include every start and end of the formatting.
    """
    upcoming = sorted(inline, key=lambda f: (-f.start, f.end))
    active: dict[Kind, list[Formatting]] = {}
    for start, end in pairwise(cuts):
        while upcoming and upcoming[-1].start <= start:
            formatting = upcoming.pop()
            active.setdefault(formatting.kind, []).append(formatting)
        for same_kind in active.values():
            while same_kind and same_kind[-1].end <= start:
                same_kind.pop()
        yield start, end, tuple(sorted(same_kind[-1] for same_kind in active.values() if same_kind))


def time_label(milliseconds: str) -> str:
    """Return a time in a broadcast as people write it: 2:03, or 1:02:03 after an hour."""
    minutes, seconds = divmod(int(milliseconds) // 1000 if milliseconds.isdecimal() else 0, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
