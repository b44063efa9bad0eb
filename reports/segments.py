"""Cuts the annotated text into runs that do not overlap, so that it can be shown with nested marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.blocks import Block
from articles.draft import Formatting
from reports.combine import Passage


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same passages (numbers, shortest last) and the same formatting.

    ``begins`` are the numbers of the passages that begin here.
    """

    text: str
    passages: tuple[int, ...]
    begins: tuple[int, ...]
    formatting: tuple[Formatting, ...]


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of the text in runs; ``"".join(run.text)`` is the block's text."""

    kind: str
    level: int
    start: int
    runs: tuple[Run, ...]


def marked_blocks(text: str, blocks: Sequence[Block], passages: Sequence[Passage]) -> tuple[MarkedBlock, ...]:
    """One sweep over the text: each passage and each formatting is opened once and closed once."""
    waiting = sorted(passages, key=lambda p: (-p.start, p.end, -p.number))
    on: list[Passage] = []
    found = []
    for block in blocks:
        while waiting and waiting[-1].start < block.end:
            on.append(waiting.pop())
        on = [p for p in on if p.end > block.start]
        found.append(MarkedBlock(block.kind, block.level, block.start, _runs(text, block, on)))
    return tuple(found)


def _runs(text: str, block: Block, passages: Sequence[Passage]) -> tuple[Run, ...]:
    edges = {block.start, block.end}
    pieces = [(p.start, p.end) for p in passages] + [(f.start, f.end) for f in block.inline]
    for start, end in pieces:
        edges |= {max(start, block.start), min(end, block.end)}
    runs, on, waiting = [], list[Passage](), list(reversed(passages))
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        new = []
        while waiting and waiting[-1].start <= start:
            new.append(waiting.pop())
        on = [p for p in (*on, *new) if p.end > start]
        here = sorted(on, key=lambda p: (p.start - p.end, p.number))
        begins = tuple(sorted(p.number for p in new if p.start == start))
        formatting = tuple(f for f in block.inline if f.start <= start and end <= f.end)
        runs.append(Run(text[start:end], tuple(p.number for p in here), begins, formatting))
    return tuple(runs)
