"""Cuts the annotated text into segments that do not overlap, so that nested passages can be rendered."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.text.blocks import Block, formatted_pieces
from articles.text.draft import Formatting
from reports.analysis.combine import Passage
from reports.analysis.coverage import CoverageRun as HeatRun


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the same passages (numbers, shortest last), readers and formatting throughout.

    ``readers``: how many readers put each passage's tag on this stretch. ``begins`` are the numbers of the passages
    that begin here.
    """

    text: str
    passages: tuple[int, ...]
    readers: tuple[int, ...]
    begins: tuple[int, ...]
    formatting: tuple[Formatting, ...]


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of the text in segments; ``"".join(run.text for run in runs)`` is the block's text."""

    kind: str
    level: int
    start: int
    runs: tuple[Segment, ...]
    time: str = ""


def marked_blocks(
    text: str, blocks: Sequence[Block], passages: Sequence[Passage], heat: Mapping[str, Sequence[HeatRun]]
) -> tuple[MarkedBlock, ...]:
    """Cut the blocks into segments in one sweep over the text."""
    depths = {tag: ReaderDepths(runs) for tag, runs in heat.items()}
    waiting = sorted(passages, key=lambda passage: (-passage.start, passage.end, -passage.number))
    open_passages: list[Passage] = []
    result = []
    for block in blocks:
        while waiting and waiting[-1].start < block.end:
            open_passages.append(waiting.pop())
        open_passages = [passage for passage in open_passages if passage.end > block.start]
        result.append(
            MarkedBlock(
                block.kind, block.level, block.start, _runs(text, block, open_passages, depths), block.time
            )
        )
    return tuple(result)


class ReaderDepths:
    """How many readers put one tag on each character."""

    def __init__(self, runs: Sequence[HeatRun]) -> None:
        self.edges = sorted({edge for start, end, _ in runs for edge in (start, end)})
        self.at = dict.fromkeys(self.edges, 0) | {start: readers for start, _, readers in runs}

    def between(self, start: int, end: int) -> list[int]:
        """Return the offsets in ``[start, end)`` at which the number changes."""
        return self.edges[bisect_left(self.edges, start) : bisect_left(self.edges, end)]

    def of(self, offset: int) -> int:
        """Return the number at one offset."""
        index = bisect_right(self.edges, offset)
        return self.at[self.edges[index - 1]] if index else 0


def _runs(
    text: str, block: Block, passages: Sequence[Passage], depths: Mapping[str, ReaderDepths]
) -> tuple[Segment, ...]:
    edges = {block.start, block.end}
    for passage in passages:
        start, end = max(passage.start, block.start), min(passage.end, block.end)
        edges |= set(depths[passage.tag].between(start, end)) if passage.tag in depths else set()
    pieces = [(passage.start, passage.end) for passage in passages] + [
        (formatting_span.start, formatting_span.end) for formatting_span in block.inline
    ]
    for start, end in pieces:
        edges |= {max(start, block.start), min(end, block.end)}
    runs, open_passages, waiting = [], list[Passage](), list(reversed(passages))
    cuts = sorted(edges)
    for start, end, formatting in formatted_pieces(block.inline, cuts):
        new = []
        while waiting and waiting[-1].start <= start:
            new.append(waiting.pop())
        open_passages = [passage for passage in (*open_passages, *new) if passage.end > start]
        current = sorted(open_passages, key=lambda passage: (passage.start - passage.end, passage.number))
        begins = tuple(sorted(passage.number for passage in new if passage.start == start))
        # Nobody is counted for adjudicated passages: they are the team's.
        readers = tuple(depths[passage.tag].of(start) if passage.tag in depths else 0 for passage in current)
        runs.append(
            Segment(
                text[start:end], tuple(passage.number for passage in current), readers, begins, formatting
            )
        )
    return tuple(runs)
