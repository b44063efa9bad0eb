"""Cuts the annotated text into runs that do not overlap, so that it can be shown with nested marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.text.blocks import Block, formatted_pieces
from articles.text.draft import Formatting
from reports.analysis.combine import Passage
from reports.analysis.coverage import CoverageRun as HeatRun


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same passages (numbers, shortest last), the same readers and the same formatting.

    ``readers``: for each of the passages how many readers put its tag on this stretch. ``begins`` are the numbers
    of the passages that begin here.
    """

    text: str
    passages: tuple[int, ...]
    readers: tuple[int, ...]
    begins: tuple[int, ...]
    formatting: tuple[Formatting, ...]


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of the text in runs; ``"".join(run.text)`` is the block's text."""

    kind: str
    level: int
    start: int
    runs: tuple[Segment, ...]


def marked_blocks(
    text: str, blocks: Sequence[Block], passages: Sequence[Passage], heat: Mapping[str, Sequence[HeatRun]]
) -> tuple[MarkedBlock, ...]:
    """One sweep over the text: each passage and each formatting is opened once and closed once."""
    depths = {tag: ReaderDepths(runs) for tag, runs in heat.items()}
    waiting = sorted(passages, key=lambda p: (-p.start, p.end, -p.number))
    on: list[Passage] = []
    found = []
    for block in blocks:
        while waiting and waiting[-1].start < block.end:
            on.append(waiting.pop())
        on = [p for p in on if p.end > block.start]
        found.append(MarkedBlock(block.kind, block.level, block.start, _runs(text, block, on, depths)))
    return tuple(found)


class ReaderDepths:
    """How many readers put one tag on each letter."""

    def __init__(self, runs: Sequence[HeatRun]) -> None:
        self.edges = sorted({edge for start, end, _ in runs for edge in (start, end)})
        self.at = dict.fromkeys(self.edges, 0) | {start: readers for start, _, readers in runs}

    def between(self, start: int, end: int) -> list[int]:
        """Where the number changes in ``[start, end)``."""
        return self.edges[bisect_left(self.edges, start) : bisect_left(self.edges, end)]

    def of(self, letter: int) -> int:
        """At one letter."""
        before = bisect_right(self.edges, letter)
        return self.at[self.edges[before - 1]] if before else 0


def _runs(
    text: str, block: Block, passages: Sequence[Passage], depths: Mapping[str, ReaderDepths]
) -> tuple[Segment, ...]:
    edges = {block.start, block.end}
    for passage in passages:
        start, end = max(passage.start, block.start), min(passage.end, block.end)
        edges |= set(depths[passage.tag].between(start, end)) if passage.tag in depths else set()
    pieces = [(p.start, p.end) for p in passages] + [(f.start, f.end) for f in block.inline]
    for start, end in pieces:
        edges |= {max(start, block.start), min(end, block.end)}
    runs, on, waiting = [], list[Passage](), list(reversed(passages))
    cuts = sorted(edges)
    for start, end, formatting in formatted_pieces(block.inline, cuts):
        new = []
        while waiting and waiting[-1].start <= start:
            new.append(waiting.pop())
        on = [p for p in (*on, *new) if p.end > start]
        here = sorted(on, key=lambda p: (p.start - p.end, p.number))
        begins = tuple(sorted(p.number for p in new if p.start == start))
        # Of what is settled nobody is counted: the team stands behind it.
        readers = tuple(depths[p.tag].of(start) if p.tag in depths else 0 for p in here)
        runs.append(Segment(text[start:end], tuple(p.number for p in here), readers, begins, formatting))
    return tuple(runs)
