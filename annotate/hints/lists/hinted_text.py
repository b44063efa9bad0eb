"""A text as HTML with one reader's highlights, and with the hints drawn at their cues."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from articles.text.blocks import Block
from articles.text.html import ShownPicture, block_html, figures_by_offset, inline_runs, run_html
from web.markup import Markup, element, join


class DrawnHighlight(NamedTuple):
    """A highlight ``[start, end)``; ``id`` of the element in which it begins."""

    start: int
    end: int
    tag: str
    id: str


class DrawnCue(NamedTuple):
    """The cue of a hint; its ``number`` is a ``link`` to the hint in the list, with a ``label``."""

    start: int
    end: int
    id: str
    number: int
    link: str
    label: str


class _Covered(NamedTuple):
    """Words with one or several highlights of the same tag."""

    start: int
    end: int
    tag: str


def hinted_html(
    body: str,
    blocks: Sequence[Block],
    highlights: Sequence[DrawnHighlight],
    cues: Sequence[DrawnCue],
    pictures: Iterable[ShownPicture] = (),
) -> Markup:
    """Return the blocks of a text as HTML. Its size grows with the number of highlights, however they overlap."""
    figures = figures_by_offset(pictures)
    drawing = _Drawing(body, highlights, cues)
    parts: list[Markup] = []
    for block in blocks:
        parts += [*figures.get(block.start, ()), drawing.block(block)]
    return join([*parts, *figures.get(len(body), ())], "\n")


class _Drawing:
    """A text that is drawn from its beginning to its end."""

    def __init__(self, body: str, highlights: Sequence[DrawnHighlight], cues: Sequence[DrawnCue]) -> None:
        self.body = body
        self.upcoming = sorted(highlights, reverse=True)
        self.covered, self.cues = _Sweep(_merged(highlights)), _Sweep(cues)
        self.edges = sorted({edge for span in (*highlights, *cues) for edge in (span.start, span.end)})

    def block(self, block: Block) -> Markup:
        """Return the next block."""
        cuts = self.edges[bisect_left(self.edges, block.start) : bisect_left(self.edges, block.end)]
        runs = [
            self._run(start, run_html(self.body[start:end], formatting))
            for start, end, formatting in inline_runs(block, cuts)
        ]
        return block_html(block, runs)

    def _run(self, start: int, html: Markup) -> Markup:
        """Return a run in its spans: cues innermost, before them the numbers of those that begin, highlights around."""
        beginning = self.cues.advance(start)
        for cue in self.cues.current:
            html = element("span", {"class": "cue"} | ({"id": cue.id} if cue in beginning else {}), html)
        html = join([*map(_number, beginning), html])
        while self.upcoming and self.upcoming[-1].start <= start:
            html = element("span", {"id": self.upcoming.pop().id}, html)
        self.covered.advance(start)
        for covered in sorted(self.covered.current, key=lambda covered: covered.end - covered.start):
            html = element("mark", {"class": f"tag-{covered.tag}"}, html)
        return html


Span = TypeVar("Span", DrawnCue, _Covered)


class _Sweep(Generic[Span]):
    """Spans in the order of the text; ``current`` are those on the run that was reached last."""

    def __init__(self, spans: Iterable[Span]) -> None:
        # Taken from the end: the first in the text, the shortest, the first of those that are the same.
        self.upcoming = sorted(reversed(list(spans)), key=lambda span: (-span.start, -span.end))
        self.current: list[Span] = []

    def advance(self, offset: int) -> list[Span]:
        """Go on to the run at ``offset``, and return the spans that begin there or have begun since the last one."""
        beginning = []
        while self.upcoming and self.upcoming[-1].start <= offset:
            beginning.append(self.upcoming.pop())
        self.current = [span for span in (*self.current, *beginning) if span.end > offset]
        return beginning


def _number(cue: DrawnCue) -> Markup:
    link = element("a", {"href": cue.link, "aria-label": cue.label}, str(cue.number))
    return element("sup", {"class": "hint-number"}, link)


def _merged(highlights: Iterable[DrawnHighlight]) -> Iterator[_Covered]:
    """Yield what the highlights of each tag cover, in pieces that do not touch."""
    for tag, same in groupby(
        sorted(highlights, key=lambda each: (each.tag, each.start)), lambda each: each.tag
    ):
        start = end = -1
        for highlight in same:
            if highlight.start > end >= 0:
                yield _Covered(start, end, tag)
            if highlight.start > end:
                start = highlight.start
            end = max(end, highlight.end)
        yield _Covered(start, end, tag)
