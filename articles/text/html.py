"""A text's blocks as HTML. Each block says where it starts, so that a page can count code points."""

import re
from collections.abc import Sequence
from functools import lru_cache

from articles.text.blocks import Block, blocks, formatted_pieces
from articles.text.draft import Formatting, Kind
from web.markup import Markup, element, join

# Browsers turn a bare carriage return into a line feed, and leave some of the others out.
CONTROL = re.compile("[\x01-\x08\x0b-\x1f]")
NESTING = ("link", "strong", "emphasis")  # innermost first


@lru_cache(maxsize=64)
def text_html(
    body: str,
    formatting: tuple[tuple[int, int, Kind, str], ...],
    follow: bool = False,
    extract: tuple[int, int] | None = None,
) -> str:
    """The text as safe HTML; it depends on nothing else, so it may be kept.

    Unless ``follow`` is set, links are shown but lead nowhere: a press on the text is for marking it. Of an
    ``extract``, [start, end) in code points, only the blocks that it touches are rendered.
    """
    rows = [Formatting(*row) for row in formatting]
    first, last = extract or (0, len(body))
    shown = [block for block in blocks(body, rows) if block.start < last and block.end > first]
    return "\n".join(_block_html(body, block, follow) for block in shown)


def _block_html(body: str, block: Block, follow: bool) -> Markup:
    tag, shape = {
        "heading": (f"h{block.level}", {}),
        "quotation": ("blockquote", {}),
        "item": ("div", {"class": "item"}),
    }.get(block.kind, ("p", {}))
    inner = [_run_html(body[start:end], on, follow) for start, end, on in inline_runs(block)]
    return element(tag, shape | {"data-start": block.start, "dir": "auto"}, *inner)


def inline_runs(block: Block) -> list[tuple[int, int, Sequence[Formatting]]]:
    """The block cut wherever inline formatting starts or ends: (start, end, what is on there)."""
    edges = sorted({block.start, block.end, *(e for f in block.inline for e in (f.start, f.end))})
    return list(formatted_pieces(block.inline, edges))


def _run_html(text: str, on: Sequence[Formatting], follow: bool) -> Markup:
    html = Markup(CONTROL.sub(lambda found: f"&#{ord(found[0])};", join([text])))
    for formatting in sorted(on, key=lambda f: NESTING.index(f.kind)):
        html = _wrapped(html, formatting, follow)
    return html


def _wrapped(html: Markup, formatting: Formatting, follow: bool) -> Markup:
    if formatting.kind == "link":
        if follow and formatting.value.lower().startswith(("http://", "https://")):
            return element("a", {"href": formatting.value, "rel": "noreferrer"}, html)
        return element("span", {"class": "link", "title": formatting.value}, html)
    return element("em" if formatting.kind == "emphasis" else "strong", {}, html)
