"""Charts as inline SVG with a text alternative. They have no style attributes, which the page's CSP forbids."""

from collections.abc import Callable

from reports.analysis.report import Report
from reports.rendering.marked_html import tint_class
from web.i18n.lazy_message import Message
from web.markup import Markup, element

LANE, GAP = 12, 4
# In thousandths of the width: enough to be visible on a phone.
MIN_WIDTH = 4.0
WHERE = Message("Where the passages are in the article.")
THIRDS = Message("{tag}: {first} in the first third, {second} in the second, {last} in the last.")


def minimap(report: Report, translate: Callable[[Message], str] = str) -> Markup:
    """Draw the article from left to right with one lane per tag: its passages, stronger with more readers.

    Messages in it are translated by ``translate``.
    """
    length = max(1, len(report.text.body))
    pieces = []
    for lane, tag in enumerate(report.tags):
        top = lane * (LANE + GAP)
        pieces.append(element("rect", {"class": "lane", "x": 0, "y": top, "width": 1000, "height": LANE}))
        for start, end, readers in tag_runs(report, tag.slug):
            position = {
                "x": f"{1000 * start / length:.1f}", "y": top,
                "width": f"{max(MIN_WIDTH, 1000 * (end - start) / length):.1f}", "height": LANE,
            }  # fmt: skip
            classes = f"piece tag-{tag.slug} {tint_class(readers, report.glance.readers)}"
            pieces.append(element("rect", {"class": classes} | position))
    shape = {
        "class": "strip", "viewBox": f"0 0 1000 {len(report.tags) * (LANE + GAP)}", "preserveAspectRatio": "none",
        "role": "img", "aria-label": minimap_description(report, translate),
    }  # fmt: skip
    return element("svg", shape, *pieces)


def tag_runs(report: Report, tag: str) -> list[tuple[int, int, int]]:
    """Return ``(start, end, readers)`` of what enough readers annotated with a tag; 0 readers if adjudicated."""
    adjudicated = [annotation for annotation in report.settled if annotation.tag == tag]
    runs = [run for run in report.heat.get(tag, []) if run[2] >= report.made.least]
    return [*runs, *((annotation.start, annotation.end, 0) for annotation in adjudicated)]


def minimap_description(report: Report, translate: Callable[[Message], str] = str) -> str:
    """Describe the minimap in words: how many passages of each tag are in each third of the text."""
    sentences = []
    for tag in report.glance.tags:
        first, second, last = tag.thirds
        sentences.append(translate(THIRDS.format(tag=tag.plural, first=first, second=second, last=last)))
    return " ".join([translate(WHERE), *sentences])
