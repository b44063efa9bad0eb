"""One person's highlights and the key in the same text as HTML: two kinds of <mark>, numbered by outcome. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from articles.text.blocks import Block, blocks
from articles.text.draft import Formatting
from articles.text.html import ShownPicture, block_html, figures_by_offset, inline_runs, run_html
from reports.feedback.scoring import Match, Outcome
from web.i18n.lazy_message import Message
from web.markup import Markup, element, join

OUTCOME = Message("Outcome {number}")
SIGNS = {
    Outcome.FOUND: "✓",
    Outcome.BOUNDARY: "≈",
    Outcome.TAG: "↔",
    Outcome.MISSED: "○",
    Outcome.EXTRA: "+",
}


@dataclass(frozen=True, slots=True)
class _Lane:
    """A span of the person's work, or of the key."""

    start: int
    end: int
    kind: str
    tag: str


def side_by_side(
    text: str,
    formatting: Sequence[Formatting],
    matches: Sequence[Match],
    extract: tuple[int, int],
    translate: Callable[[Message], str] = str,
    pictures: Iterable[ShownPicture] = (),
) -> Markup:
    """Render the blocks of ``extract`` with both lanes. The n-th match is numbered n, from 1, where it begins.

    Every character of the text is escaped. Messages are translated by ``translate``.
    """
    waiting = sorted(_lanes(matches), key=lambda lane: (-lane.start, lane.end))
    numbers = _numbers(matches, translate)
    figures = figures_by_offset(pictures)
    open_lanes: list[_Lane] = []
    parts: list[Markup] = []
    for block in blocks(text, formatting):
        if block.start >= extract[1] or block.end <= extract[0]:
            continue
        while waiting and waiting[-1].start < block.end:
            open_lanes.append(waiting.pop())
        open_lanes = [lane for lane in open_lanes if lane.end > block.start]
        # The article’s headings begin below the page’s own, h1.
        lower = replace(block, level=min(6, block.level + 1)) if block.kind == "heading" else block
        parts += [*figures.get(block.start, ()), block_html(lower, _runs(text, block, open_lanes, numbers))]
    return join(parts, "\n")


def _lanes(matches: Iterable[Match]) -> Iterable[_Lane]:
    for match in matches:
        if match.annotation:
            yield _Lane(match.annotation.start, match.annotation.end, "work", match.annotation.tag)
        if match.answer:
            yield _Lane(match.answer.start, match.answer.end, "key", match.answer.tag)


def _numbers(matches: Sequence[Match], translate: Callable[[Message], str]) -> dict[int, list[Markup]]:
    """Return offset -> the numbers of the matches that begin there."""
    numbers: dict[int, list[Markup]] = {}
    for number, match in enumerate(matches, 1):
        start = min(span.start for span in (match.annotation, match.answer) if span)
        label = translate(OUTCOME.format(number=number))
        attributes = {"href": f"#outcome-{number}", "aria-label": label}
        link = element("a", attributes, f"{number} {SIGNS[match.outcome]}")
        shape = {"class": f"number {match.outcome.replace(' ', '-')}", "id": f"in-text-{number}"}
        numbers.setdefault(start, []).append(element("sup", shape, link))
    return numbers


def _runs(
    text: str, block: Block, lanes: Sequence[_Lane], numbers: dict[int, list[Markup]]
) -> Iterable[Markup]:
    cuts = {edge for lane in lanes for edge in (lane.start, lane.end) if block.start < edge < block.end}
    waiting = sorted(lanes, key=lambda lane: (-lane.start, lane.end))
    current: list[_Lane] = []
    for start, end, formatting in inline_runs(block, cuts):
        while waiting and waiting[-1].start <= start:
            current.append(waiting.pop())
        current = [lane for lane in current if lane.end > start]
        html = run_html(text[start:end], formatting)
        # The shortest is innermost; of two that are as long, the key, whose line then stands on the shade.
        for lane in sorted(current, key=lambda lane: (lane.end - lane.start, lane.kind != "key", lane.tag)):
            html = element("mark", {"class": f"{lane.kind} tag-{lane.tag}"}, html)
        yield join([*numbers.get(start, ()), html])
