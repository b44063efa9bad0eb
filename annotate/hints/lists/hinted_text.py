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
        runs.append(_wrap(run_html(body[start:end], formatting), current, started))
        started.update(span.id for span in current)
    return block_html(block, runs)


def _wrap(html: Markup, spans: Sequence[DrawnSpan], started: set[str]) -> Markup:
    """Return a run in its spans: cues innermost, before them the numbers of those that begin, highlights around all."""
    # The longest comes last and so lies outside.
    by_length = sorted(spans, key=lambda span: (span.end - span.start, -span.start))
    cues = [span for span in by_length if span.number]
    for cue in cues:
        html = element("span", {"class": "cue"} | _identity(cue, started), html)
    numbers = [_number(cue) for cue in sorted(cues, key=lambda cue: cue.number) if cue.id not in started]
    html = join([*numbers, html])
    for highlight in by_length:
        if not highlight.number:
            html = element("mark", {"class": f"tag-{highlight.tag}"} | _identity(highlight, started), html)
    return html


def _identity(span: DrawnSpan, started: set[str]) -> dict[str, str]:
    return {} if span.id in started else {"id": span.id}


def _number(cue: DrawnSpan) -> Markup:
    link = element("a", {"href": cue.link, "aria-label": cue.label}, str(cue.number))
    return element("sup", {"class": "hint-number"}, link)
