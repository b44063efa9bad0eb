"""Charts as inline SVG with a text alternative. No style attributes: the page's CSP forbids them."""

from collections.abc import Callable
from html import escape

from articles.phrase import Phrase
from reports.report import Report

LANE, GAP = 12, 4
# Of a thousand: wide enough to be seen on a phone.
NARROWEST = 4.0
WHERE = Phrase("Where the passages lie.")
THIRDS = Phrase("{tag}: {first} in the first third, {second} in the second, {last} in the last.")


def strip(report: Report, tell: Callable[[Phrase], str] = str) -> str:
    """The whole article from left to right, a lane a tag: where its passages lie."""
    length = max(1, len(report.text.body))
    height = len(report.tags) * (LANE + GAP)
    pieces = []
    for lane, tag in enumerate(report.tags):
        top = lane * (LANE + GAP)
        pieces.append(f'<rect class="lane" x="0" y="{top}" width="1000" height="{LANE}"/>')
        pieces += [
            f'<rect class="piece tag-{tag.slug}" x="{1000 * p.start / length:.1f}" y="{top}" '
            f'width="{max(NARROWEST, 1000 * (p.end - p.start) / length):.1f}" height="{LANE}"/>'
            for p in report.passages
            if p.tag == tag.slug
        ]
    return (
        f'<svg class="strip" viewBox="0 0 1000 {height}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(strip_words(report, tell))}">{"".join(pieces)}</svg>'
    )


def strip_words(report: Report, tell: Callable[[Phrase], str] = str) -> str:
    """What the strip shows, in words, each phrase passed through ``tell``: how much lies in each third."""
    third = max(1, len(report.text.body)) / 3
    said = []
    for tag in report.tags:
        thirds = [0, 0, 0]
        for passage in report.passages:
            if passage.tag == tag.slug:
                thirds[min(2, int(passage.start / third))] += 1
        first, second, last = thirds
        said.append(tell(THIRDS.format(tag=tag.plural, first=first, second=second, last=last)))
    return " ".join([tell(WHERE), *said])
