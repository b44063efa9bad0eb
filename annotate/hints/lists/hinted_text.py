"""A text as HTML with one reader's highlights, and with the hints drawn at their cues."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.text.blocks import Block
from articles.text.html import ShownPicture, block_html, figures_by_offset, inline_runs, run_html
from web.markup import Markup, element, join


class DrawnSpan(NamedTuple):
    """A highlight ``[start, end)`` with its ``tag``, or the cue of a hint with its ``number``; ``id`` of the element.

    ``link`` and ``label`` are of the number, which leads to the hint in the list.
    """

    start: int
    end: int
    id: str
    tag: str
    number: int = 0
    link: str = ""
    label: str = ""


def hinted_html(
    body: str, blocks: Sequence[Block], spans: Iterable[DrawnSpan], pictures: Iterable[ShownPicture] = ()
) -> Markup:
    """Return the blocks of a text as HTML; the shortest of several spans on the same words lies innermost."""
    figures = figures_by_offset(pictures)
    upcoming = sorted(spans, key=lambda span: (-span.start, span.end))
    current: list[DrawnSpan] = []
    started: set[str] = set()
    parts: list[Markup] = []
    for block in blocks:
        while upcoming and upcoming[-1].start < block.end:
            current.append(upcoming.pop())
        current = [span for span in current if span.end > block.start]
        parts += [*figures.get(block.start, ()), _block(body, block, current, started)]
    return join([*parts, *figures.get(len(body), ())], "\n")


def _block(body: str, block: Block, spans: Sequence[DrawnSpan], started: set[str]) -> Markup:
    """Return a block in its spans; ``started`` are the ids of those that have begun."""
    cuts = {edge for span in spans for edge in (span.start, span.end) if block.start <= edge <= block.end}
    upcoming, current = list(reversed(spans)), list[DrawnSpan]()
    runs = []
    for start, end, formatting in inline_runs(block, cuts):
        while upcoming and upcoming[-1].start <= start:
            current.append(upcoming.pop())
        current = [span for span in current if span.end > start]
        html = run_html(body[start:end], formatting)
        # The longest comes last and so lies outside.
        for span in sorted(current, key=lambda span: (span.end - span.start, -span.start)):
            html = _wrap(html, span, begins=span.id not in started)
            started.add(span.id)
        runs.append(html)
    return block_html(block, runs)


def _wrap(html: Markup, span: DrawnSpan, begins: bool) -> Markup:
    identity = {"id": span.id} if begins else {}
    if not span.number:
        return element("mark", {"class": f"tag-{span.tag}"} | identity, html)
    cue = element("span", {"class": "cue"} | identity, html)
    if not begins:
        return cue
    link = element("a", {"href": span.link, "aria-label": span.label}, str(span.number))
    return join([element("sup", {"class": "hint-number"}, link), cue])
