"""The annotated text as HTML: nested <mark>s, numbered where they begin. Bounded by the text, not by the marks."""

from collections.abc import Callable
from html import escape

from articles.draft import Formatting
from articles.phrase import Phrase
from reports.report import Report
from reports.segments import MarkedBlock, Run

PASSAGE = Phrase("Passage {number}, {tag}")
FORMATTING = {"emphasis": "em", "strong": "strong"}


def marked_html(report: Report, tell: Callable[[Phrase], str] = str) -> str:
    """Every character of the text is escaped; only http(s) links are links. Phrases pass through ``tell``."""
    tags = {passage.number: passage.tag for passage in report.passages}
    names = {tag.slug: tag.name for tag in report.tags}
    labels = {n: tell(PASSAGE.format(number=str(n), tag=names[tag])) for n, tag in tags.items()}
    people = report.glance.readers
    return "\n".join(_block(block, tags, labels, people) for block in report.blocks)


def level(readers: int, people: int) -> str:
    """How strong a tint is: by the thirds of the readers; full where it is settled."""
    return f"by-{1 + (3 * readers - 1) // people}" if readers else "by-3"


def _block(block: MarkedBlock, tags: dict[int, str], labels: dict[int, str], people: int) -> str:
    inner = "".join(_run(run, tags, labels, people) for run in block.runs)
    if block.kind == "heading":
        # The page's own headings are h1 and h2: the article's begin below them.
        level = min(6, block.level + 2)
        return f'<h{level} class="heading-{block.level}" dir="auto">{inner}</h{level}>'
    tag = {"quotation": "blockquote"}.get(block.kind, "p")
    return f'<{tag} class="{block.kind}" dir="auto">{inner}</{tag}>'


def _run(run: Run, tags: dict[int, str], labels: dict[int, str], people: int) -> str:
    numbers = "".join(
        f'<sup class="number tag-{tags[n]}" id="in-text-{n}">'
        f'<a href="#passage-{n}" aria-label="{escape(labels[n])}">{n}</a></sup>'
        for n in run.begins
    )
    html = escape(run.text)
    for formatting in run.formatting:
        html = _formatted(html, formatting)
    for number, readers in reversed([*zip(run.passages, run.readers, strict=True)]):
        html = f'<mark class="tag-{tags[number]} {level(readers, people) if people > 1 else "by-1"}">{html}</mark>'
    return numbers + html


def _formatted(html: str, formatting: Formatting) -> str:
    if formatting.kind == "link":
        if not formatting.value.startswith(("https://", "http://")):
            return html
        return f'<a href="{escape(formatting.value)}" rel="noreferrer">{html}</a>'
    tag = FORMATTING[formatting.kind]
    return f"<{tag}>{html}</{tag}>"
