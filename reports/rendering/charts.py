"""Charts as inline SVG with a text alternative. No style attributes: the page's CSP forbids them."""

from collections.abc import Callable

from reports.analysis.report import Report
from reports.rendering.marked_html import tint_class
from web.i18n.lazy_message import Message
from web.markup import Markup, element

LANE, GAP = 12, 4
# Of a thousand: wide enough to be seen on a phone.
MIN_WIDTH = 4.0
WHERE = Message("Where the passages lie.")
THIRDS = Message("{tag}: {first} in the first third, {second} in the second, {last} in the last.")


def minimap(report: Report, tell: Callable[[Message], str] = str) -> Markup:
    """The whole article from left to right, a lane a tag: where its passages lie, the stronger the more readers."""
    length = max(1, len(report.text.body))
    pieces = []
    for lane, tag in enumerate(report.tags):
        top = lane * (LANE + GAP)
        pieces.append(element("rect", {"class": "lane", "x": 0, "y": top, "width": 1000, "height": LANE}))
        for start, end, readers in tag_runs(report, tag.slug):
            place = {
                "x": f"{1000 * start / length:.1f}", "y": top,
                "width": f"{max(MIN_WIDTH, 1000 * (end - start) / length):.1f}", "height": LANE,
            }  # fmt: skip
            classes = f"piece tag-{tag.slug} {tint_class(readers, report.glance.readers)}"
            pieces.append(element("rect", {"class": classes} | place))
    shape = {
        "class": "strip", "viewBox": f"0 0 1000 {len(report.tags) * (LANE + GAP)}", "preserveAspectRatio": "none",
        "role": "img", "aria-label": minimap_description(report, tell),
    }  # fmt: skip
    return element("svg", shape, *pieces)


def tag_runs(report: Report, tag: str) -> list[tuple[int, int, int]]:
    """``(start, end, readers)`` of what enough readers marked with a tag; of what is settled, 0 readers."""
    own = [mark for mark in report.settled if mark.tag == tag]
    runs = [run for run in report.heat.get(tag, []) if run[2] >= report.made.least]
    return [*runs, *((mark.start, mark.end, 0) for mark in own)]


def minimap_description(report: Report, tell: Callable[[Message], str] = str) -> str:
    """What the strip shows, in words, each phrase passed through ``tell``: how much lies in each third."""
    said = []
    for tag in report.glance.tags:
        first, second, last = tag.thirds
        said.append(tell(THIRDS.format(tag=tag.plural, first=first, second=second, last=last)))
    return " ".join([tell(WHERE), *said])
