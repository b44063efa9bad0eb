"""The annotated text as HTML: nested <mark>s, numbered where they begin. Its size does not grow with the readers."""

from bisect import bisect_right
from collections.abc import Callable, Iterable

from articles.text.draft import Formatting
from articles.text.html import ShownPicture, figures_by_offset
from reports.analysis.report import Report
from reports.analysis.segments import MarkedBlock, Segment
from web.i18n.lazy_message import Message
from web.markup import Markup, element, join
from web.values import is_web_address

PASSAGE = Message("Passage {number}, {tag}")
FORMATTING = {"emphasis": "em", "strong": "strong"}


def marked_html(
    report: Report, translate: Callable[[Message], str] = str, pictures: Iterable[ShownPicture] = ()
) -> Markup:
    """Render the report's text as HTML, with the ``pictures`` between its blocks.

    Every character of the text is escaped; only http(s) links are links. Messages are translated by ``translate``.
    """
    tags = {passage.number: passage.tag for passage in report.passages}
    names = {tag.slug: tag.name for tag in report.tags}
    labels = {n: translate(PASSAGE.format(number=str(n), tag=names[tag])) for n, tag in tags.items()}
    readers = report.glance.readers
    figures = figures_by_offset(pictures)
    targets = hint_blocks(report).values()
    parts: list[Markup] = []
    for block in report.blocks:
        identity = {"id": f"block-{block.start}"} if block.start in targets else {}
        parts += [*figures.get(block.start, ()), _block(block, identity, tags, labels, readers)]
    return join([*parts, *figures.get(len(report.text.body), ())], "\n")


def hint_blocks(report: Report) -> dict[str, int]:
    """Return key -> start of the block of the text with the cue, for the hints that the report shows."""
    starts = [block.start for block in report.blocks]
    hints = report.hints.first if report.hints else ()
    return {hint.key: starts[max(0, bisect_right(starts, hint.cue[0]) - 1)] for hint in hints}


def tint_class(readers: int, total: int) -> str:
    """Return the CSS class of a tint: by thirds of the readers, full if adjudicated."""
    return f"by-{1 + (3 * readers - 1) // total}" if readers else "by-3"


def _block(
    block: MarkedBlock,
    identity: dict[str, str],
    tags: dict[int, str],
    labels: dict[int, str],
    readers_total: int,
) -> Markup:
    inner = join(_run(run, tags, labels, readers_total) for run in block.runs)
    attributes = identity | ({"data-time": block.time} if block.time else {})
    if block.kind == "heading":
        # The page's own headings are h1 and h2: the article's begin below them.
        level = min(6, block.level + 2)
        return element(f"h{level}", {"class": f"heading-{block.level}", "dir": "auto"} | attributes, inner)
    tag = {"quotation": "blockquote"}.get(block.kind, "p")
    return element(tag, {"class": block.kind, "dir": "auto"} | attributes, inner)


def _run(run: Segment, tags: dict[int, str], labels: dict[int, str], readers_total: int) -> Markup:
    numbers = (_number(n, tags[n], labels[n]) for n in run.begins)
    html = join([run.text])
    for formatting in run.formatting:
        html = _formatted(html, formatting)
    for number, readers in reversed([*zip(run.passages, run.readers, strict=True)]):
        tint = tint_class(readers, readers_total) if readers_total > 1 else "by-1"
        html = element("mark", {"class": f"tag-{tags[number]} {tint}"}, html)
    return join([*numbers, html])


def _number(number: int, tag: str, label: str) -> Markup:
    link = element("a", {"href": f"#passage-{number}", "aria-label": label}, str(number))
    return element("sup", {"class": f"number tag-{tag}", "id": f"in-text-{number}"}, link)


def _formatted(html: Markup, formatting: Formatting) -> Markup:
    if formatting.kind == "link":
        if not is_web_address(formatting.value):
            return html
        return element("a", {"href": formatting.value, "rel": "noreferrer"}, html)
    return element(FORMATTING[formatting.kind], {}, html)
